package dev.constitution.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.browser.Browser;
import dev.constitution.browser.Browser.ColorScheme;
import dev.constitution.browser.RequiresBrowser;
import dev.constitution.testing.AnsweringModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The page in a real browser. */
@RequiresBrowser
class PageTest {
    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
                    + "<a href=\"javascript:document.title='owned'\">x</a> &lt;b&gt; \u202e" + "w".repeat(400);
    private static final AnsweringModel POLITE = AnsweringModel.wanting("Please", "Close the door.");
    private static final AnsweringModel RUDE = AnsweringModel.wanting("Please", HOSTILE);
    private static final CountDownLatch GIVEN_UP = new CountDownLatch(1);

    private static Browser browser;
    private static TestService service;

    @BeforeAll
    static void start() {
        browser = Browser.open();
        service = new TestService(new AnsweringModel(PageTest::answer));
    }

    /** As the question wants it. */
    private static ChatResponse answer(ChatRequest request) {
        String conversation = request.messages().toString();
        if (conversation.contains("Fail.")) {
            throw new IllegalStateException("out of order");
        } else if (conversation.contains("Take your time.")) {
            return never();
        }
        return (conversation.contains("Be hostile.") ? RUDE : POLITE).chat(request);
    }

    private static ChatResponse never() {
        try {
            TimeUnit.MINUTES.sleep(5);
        } catch (InterruptedException e) {
            GIVEN_UP.countDown();
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("given up");
    }

    @AfterAll
    static void stop() {
        browser.close();
        service.close();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static void ask(String question) {
        browser.tabTo("#question");
        browser.type(question, Keys.chord(Keys.CONTROL, Keys.ENTER));
    }

    private static String textOf(String selector) {
        return browser.element(selector).getText();
    }

    private static void awaitStatus(String words) {
        browser.await("the status is " + words, () -> textOf("#status").startsWith(words));
    }

    @Test
    void page_askedByKeysAlone_showsTheAnswerAndItsWay() {
        browser.go(service.address(), ColorScheme.LIGHT);

        ask("Ask for it.");
        awaitStatus("Done: the answer was revised.");

        assertThat(textOf("#answer")).isEqualTo("Please. Close the door.");
        assertThat(textOf("#steps .critique")).isEqualTo("It lacks a word.");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("answer-heading");
        browser.tabTo("#result summary");
        browser.type(Keys.ENTER);
        assertThat(textOf("#first")).isEqualTo("Close the door.");
    }

    @Test
    void page_opened_namesThePrinciples() {
        browser.go(service.address(), ColorScheme.LIGHT);
        browser.await("the rules are there", () -> !browser.elements("dt").isEmpty());

        browser.tabTo("#rules summary");
        browser.type(Keys.ENTER);

        assertThat(textOf("#rules")).contains("Helpful, honest, harmless", "Harmless", "A good response does nothing");
    }

    @Test
    void page_hostileText_isShownAndDoesNothing() {
        browser.go(service.address(), ColorScheme.LIGHT);

        ask("Be hostile.");
        awaitStatus("Done");

        assertThat(textOf("#answer")).startsWith("Please. <img src=x onerror").contains("&lt;b&gt;");
        assertThat(browser.elements("#result img, #result script, #result a")).isEmpty();
        assertThat(browser.title()).isEqualTo("Answers under a constitution");
        assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                .as("no text widens the page")
                .isEqualTo(true);
    }

    /** Were a script of the page to write a model's text as HTML, the policy would still stop it. */
    @Test
    void page_htmlInAScriptsHands_isRefusedByThePolicy() {
        browser.go(service.address(), ColorScheme.LIGHT);

        assertThat(browser.script(
                        "try { document.body.innerHTML = '<p>x'; return 'taken' } catch (e) { return e.name }"))
                .isEqualTo("TypeError");
        assertThat(browser.complaints()).anyMatch(message -> message.contains("TrustedHTML"));
    }

    @ParameterizedTest
    @EnumSource
    void page_inBothColors_shutsNobodyOut(ColorScheme colors) {
        browser.go(service.address(), colors);
        assertThat(browser.barriers()).isEmpty();

        ask("Ask for it.");
        awaitStatus("Done");
        browser.script("document.querySelectorAll('details').forEach((part) => { part.open = true })");

        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(colors == ColorScheme.DARK ? "rgb(18, 22, 29)" : "rgb(246, 247, 249)");
    }

    @Test
    void page_modelFails_saysSoAsAnAlert() {
        browser.go(service.address(), ColorScheme.LIGHT);

        ask("Fail.");
        browser.await("the failure is told", () -> !textOf("#failure").isEmpty());

        assertThat(textOf("[role=alert]")).isEqualTo("the model gave no answer; ask again later");
        assertThat(browser.element("#ask").isEnabled()).isTrue();
    }

    @Test
    void page_escape_stopsTheRequestAndTheModel() throws InterruptedException {
        browser.go(service.address(), ColorScheme.LIGHT);

        ask("Take your time.");
        browser.await("it can be stopped", () -> browser.element("#stop").isDisplayed());
        browser.type(Keys.ESCAPE);
        awaitStatus("Stopped.");

        assertThat(GIVEN_UP.await(20, TimeUnit.SECONDS))
                .as("the model's call is given up")
                .isTrue();
        assertThat(browser.element("#ask").isEnabled()).isTrue();
    }
}

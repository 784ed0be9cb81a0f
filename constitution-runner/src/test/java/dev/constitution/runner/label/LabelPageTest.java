package dev.constitution.runner.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.browser.Browser;
import dev.constitution.browser.Browser.ColorScheme;
import dev.constitution.browser.RequiresBrowser;
import dev.constitution.runner.store.Choice;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredLabels;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page in a real browser, by keys alone. */
@RequiresBrowser
class LabelPageTest {
    private static final int PROMPTS = 4;
    private static final String HOSTILE =
            "</script><img src=x onerror=\"document.title='owned'\"><a href=\"javascript:document.title='owned'\">go</a>"
                    + "<script>document.title='owned'</script>";

    private static Browser browser;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer model = new LoopbackServer();

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private void begin(PageServer server, ColorScheme colours) {
        browser.go(server.address().toString(), colours);
        browser.await(
                "the name is asked for", () -> !browser.elements("#labeller").isEmpty());
        browser.type("Ann", Keys.ENTER);
    }

    private static void awaitProgress(String text) {
        browser.await(text, () -> browser.text().contains(text));
    }

    @Test
    void page_byKeysAlone_labelsEachPairInTheStore() throws IOException {
        Path out = new ScriptedExperiment(folder, PROMPTS, model).done().out();
        try (RunStore store = RunStore.openExisting(out);
                PageServer server = new LabelDesk(store, LabelOrder.byDoubt()).serve("127.0.0.1", 0)) {
            begin(server, ColorScheme.LIGHT);
            awaitProgress("0 of 4 labelled");
            assertThat(browser.barriers()).isEmpty();
            browser.type("1");
            awaitProgress("1 of 4 labelled");
            browser.type("2");
            awaitProgress("2 of 4 labelled");
            browser.type("z");
            browser.await("the last pair again", () -> browser.text().contains("2 of 4 labelled"));
            browser.type("0");
            browser.await(
                    "a tie is stored",
                    () -> StoredLabels.in(store).stream().anyMatch(label -> label.choice() == Choice.TIE));
            browser.await("the third pair", () -> browser.element("#work").isDisplayed());
            browser.type("s");
            awaitProgress("3 of 4 labelled");
            browser.element("#better summary").click();
            browser.element("#correction").sendKeys("0 1 2 are no choices here");
            browser.tabTo("[data-choice=second]");
            browser.type(Keys.ENTER);
            awaitProgress("Nothing is left to label");

            assertThat(StoredLabels.in(store))
                    .hasSize(PROMPTS)
                    .extracting(Label::labeller)
                    .containsOnly("Ann");
            assertThat(StoredLabels.in(store))
                    .filteredOn(label -> label.correction().isPresent())
                    .singleElement()
                    .satisfies(label -> assertThat(label.correction()).contains("0 1 2 are no choices here"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void page_hostileAnswers_areTextInLightAndDark() throws IOException {
        ScriptedExperiment experiment = new ScriptedExperiment(folder, PROMPTS, model);
        model.answering(request -> Completion.of(
                        request.says("response-A-")
                                ? "<verdict>A</verdict>"
                                : HOSTILE + request.conversation().length())
                .sent());
        CommandLineHarness.run("experiment", experiment.file().toString(), "--out=" + experiment.out())
                .succeeded();
        try (RunStore store = RunStore.openExisting(experiment.out());
                PageServer server = new LabelDesk(store, LabelOrder.byDoubt()).serve("127.0.0.1", 0)) {
            for (ColorScheme colours : ColorScheme.values()) {
                begin(server, colours);
                awaitProgress("labelled");

                assertThat(browser.element("#first").getText()).startsWith("</script><img src=x");
                assertThat(browser.elements("main img, main a, main script")).isEmpty();
                assertThat(browser.title()).isEqualTo("Which answer is better?");
                assertThat(browser.barriers()).as("%s", colours).isEmpty();
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    @Test
    void chat_inTheBrowser_goesOnFromWhatIsChosen() throws Exception {
        ScriptedExperiment experiment = new ScriptedExperiment(folder, PROMPTS, model);
        Path out = folder.resolve("chat");
        ChildRun serving = ChildRun.start(
                folder, List.of("label", "chat", experiment.file().toString(), "--out=" + out));
        try {
            browser.go(LabelKillTest.page(serving).address().toString(), ColorScheme.DARK);
            browser.await(
                    "the name is asked for",
                    () -> !browser.elements("#labeller").isEmpty());
            browser.type("Ann", Keys.ENTER);
            browser.await(
                    "the text is asked for", () -> browser.element("#text").isDisplayed());
            browser.element("#text").sendKeys("What is rain?", Keys.chord(Keys.CONTROL, Keys.ENTER));
            awaitProgress("Which answer is better?");
            assertThat(browser.barriers()).isEmpty();
            browser.await("both answers", () -> browser.element("#second").isDisplayed());
            String first = browser.element("#first").getText();
            browser.type("1");
            browser.await(
                    "the next text is asked for", () -> browser.element("#text").isDisplayed());

            assertThat(browser.element("#turns").getText())
                    .contains("What is rain?")
                    .contains(first);
            assertThat(browser.barriers()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        } finally {
            serving.kill();
        }
        try (RunStore store = RunStore.openExisting(out)) {
            assertThat(StoredLabels.in(store)).singleElement().satisfies(label -> {
                assertThat(label.origin()).isEqualTo("chat");
                assertThat(label.choice().isDecided()).isTrue();
            });
        }
    }
}

package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.browser.Browser;
import dev.constitution.browser.Browser.ColorScheme;
import dev.constitution.browser.RequiresBrowser;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The page from disk, in a real browser. */
@RequiresBrowser
class ReportPageTest {
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private static Browser browser;

    @TempDir
    private static Path folder;

    private static Path page;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open().downloadInto(folder);
        page = report("run", StoredRows.all());
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.complaints())
                .filteredOn(message -> !message.contains("Canvas2D")) // axe's own doing
                .isEmpty();
    }

    private static Path report(String name, List<OutcomeRecord> rows) throws IOException {
        return ReportPages.write(folder, name, rows);
    }

    private static void at(Path file, String hash) {
        at(file, hash, ColorScheme.LIGHT);
    }

    private static void at(Path file, String hash, ColorScheme colors) {
        ReportPages.open(browser, file, hash, colors);
    }

    private static void choose(String select, String value) {
        browser.script("const box = document.getElementById('" + select + "'); box.value = '" + value
                + "'; box.dispatchEvent(new Event('input', { bubbles: true }))");
    }

    @Test
    void page_opened_showsFiguresAndAsksForNothing() {
        at(page, "");

        assertThat(browser.text()).contains("Outcomes", "Principles", "failed: timeout", "needs a longer --timeout");
        assertThat(browser.script("return performance.getEntriesByType('resource').length"))
                .as("requests beside the page's own")
                .isEqualTo(0L);
        assertThat(browser.elements("svg.interval")).isNotEmpty();
    }

    @Test
    void row_conversationOfAModelWithItself_saysWhoSpeaksAndHasNothingToLabel() throws IOException {
        Path talks = report("talks", StoredRows.introspections());
        at(talks, "#row=hello");
        browser.awaitText("#detail", "Hello, you.");

        assertThat(browser.textOf("#detail"))
                .containsSubsequence("assistant, turn-1", "Hello, you.", "user, turn-2", "And what now?");
        assertThat(browser.script("return document.getElementById('to-label').hidden"))
                .isEqualTo(true);
        at(page, "");
        assertThat(browser.script("return document.getElementById('to-label').hidden"))
                .isEqualTo(false);
    }

    @Test
    void filters_eachOfThem_listTheRowsThatAreSo() {
        at(page, "#rows");
        browser.awaitText("#found", "12 of 12 rows");

        choose("ending", "failed:timeout");
        browser.awaitText("#found", "1 of 12 rows");
        assertThat(browser.textOf("#list")).contains("lost");
        browser.element("#clear").click();
        browser.awaitText("#found", "12 of 12 rows");
        choose("disagreement", "orders");
        browser.awaitText("#found", "1 of 12 rows");
        assertThat(browser.textOf("#list")).contains("tea");
        choose("disagreement", "");
        choose("principle", "honest");
        browser.awaitText("#found", "4 of 12 rows");
        browser.element("#changing").click();
        browser.awaitText("#found", "1 of 12 rows");
        assertThat(browser.textOf("#list")).contains("turns");
        browser.element("#changing").click();
        choose("principle", "");
        browser.awaitText("#found", "12 of 12 rows");
        choose("preferred", "revised");
        browser.awaitText("#found", "1 of 12 rows");
        assertThat(browser.script("return location.hash")).isEqualTo("#preferred=revised&row=rain");
    }

    @Test
    void search_wordOfARevision_findsItsRowAndMarksIt() {
        at(page, "#rows");

        browser.type("/");
        browser.type("frozen WATER");
        browser.awaitText("#found", "1 of 12 rows");

        browser.awaitText("#detail", "Frozen water.");
        assertThat(browser.elements("#detail mark")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void row_revised_showsWhatChangedBesideCritiqueAndPrinciple() {
        at(page, "#row=turns");
        browser.awaitText("#detail", "The Rhine, perhaps.");

        assertThat(browser.textOf("#detail .step ~ .step del")).isEqualTo(", perhaps");
        assertThat(browser.textOf("#detail .step ~ .step .why"))
                .contains("Principle: honest", "Be honest.", "It is short.", "the critic says: revise");
    }

    @Test
    void row_judged_showsBothOrders() {
        at(page, "#row=tea");
        browser.awaitText("#detail", "the orders disagree");

        assertThat(browser.textOf("#detail .versus"))
                .contains("2 shown first: 95.0 %; shown second: 45.0 %", "asked by: honest");
    }

    @Test
    void row_unknownId_isSaidSo() {
        at(page, "#row=nobody");

        browser.awaitText("#detail", "This run has no row \"nobody\".");
    }

    @Test
    void keys_alone_leadThroughThePage() {
        at(page, "#rows");
        browser.awaitText("#detail h2", "plain");

        browser.type("j");
        browser.awaitText("#detail h2", "turns");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("list");
        assertThat(browser.script("return location.hash")).isEqualTo("#row=turns");
        browser.type(Keys.END);
        browser.awaitText("#detail h2", "rain");
        browser.type("k");
        browser.awaitText("#detail h2", "snow");
        browser.type(Keys.ENTER);
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("detail");
        browser.type("?");
        assertThat(browser.element("#help").isDisplayed()).isTrue();
        browser.type(Keys.ESCAPE);
        assertThat(browser.element("#help").isDisplayed()).isFalse();
        browser.type("/");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("search");
        browser.type("j", Keys.ESCAPE);
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("list");
    }

    @ParameterizedTest
    @EnumSource
    void page_inBothThemes_shutsNobodyOut(ColorScheme colors) throws IOException {
        for (String hash : List.of("", "#row=turns", "#row=tea", "#label")) {
            at(page, hash, colors);
            if (hash.startsWith("#row")) {
                browser.awaitText("#detail h2", hash.substring("#row=".length()));
            }
            assertThat(violations()).as(hash).isEmpty();
            assertThat(browser.barriers()).as(hash).isEmpty();
        }
        browser.type("Ann", Keys.ENTER);
        browser.awaitText("#label-view", "Which answer is better?");
        assertThat(violations()).as("a pair to label").isEmpty();
    }

    private static String violations() throws IOException {
        try (InputStream source = Objects.requireNonNull(ReportPageTest.class.getResourceAsStream(AXE))) {
            browser.script(new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
        browser.script("document.body.removeAttribute('data-axe'); axe.run(document).then((found) => {"
                + " document.body.dataset.axe = found.violations.map((one) => one.id + ': '"
                + " + one.nodes.map((node) => node.html).join(' | ')).join('\\n'); })");
        browser.await("axe has run", () -> !browser.elements("body[data-axe]").isEmpty());
        return String.valueOf(browser.element("body").getAttribute("data-axe"));
    }

    @Test
    void page_hostileTexts_doNothingAndAskForNothing() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            String hostile = "</script><script>document.title='owned'</script><img src='" + server.url()
                    + "/x.png' onerror='document.title=1'><a href='javascript:document.title=1'>x</a>"
                    + "<style>@import '" + server.url() + "/x.css'</style>&lt;b&gt; \u202e ${1} <!-- ";
            List<OutcomeRecord> rows = new ArrayList<>();
            for (OutcomeRecord row : StoredRows.questions(2, i -> hostile + i)) {
                String json = row.json().replace("\"Perhaps.\"", Json.line(hostile));
                rows.add(new OutcomeRecord(row.row(), hostile + row.row(), row.kind(), row.detail(), json));
            }
            Path file = report("hostile", rows);

            at(file, "");
            at(file, "#rows");
            browser.awaitText("#detail ins", "<img src=");
            assertThat(browser.script("return [...document.querySelector('#detail .step .text').childNodes]"
                            + ".filter((part) => part.nodeName !== 'DEL').map((part) => part.textContent).join('')"))
                    .isEqualTo(hostile);
            browser.type("l");
            browser.await(
                    "the name is asked", () -> !browser.elements("#labeller").isEmpty());
            browser.type(hostile.substring(0, 70), Keys.ENTER);
            browser.awaitText("#label-view .sides", "<img src=");

            assertThat(browser.title()).isEqualTo("hostile – report");
            assertThat(browser.elements("main img, main script, main style, main a[href^=javascript]"))
                    .isEmpty();
            assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            assertThat(server.requests()).isZero();
        }
    }

    /** Were the page's own script to write a model's text as HTML, the policy would still stop it. */
    @Test
    void page_htmlInAScriptsHands_isRefusedByThePolicy() {
        at(page, "");

        assertThat(browser.script(
                        "try { document.body.innerHTML = '<p>x'; return 'taken' } catch (e) { return e.name }"))
                .isEqualTo("TypeError");
        assertThat(browser.complaints()).anyMatch(message -> message.contains("TrustedHTML"));
    }
}

package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.browser.Browser;
import dev.constitution.browser.Browser.ColorScheme;
import dev.constitution.browser.RequiresBrowser;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
        browser.script("localStorage.clear()");
    }

    private static Path report(String name, List<OutcomeRecord> rows) throws IOException {
        Path run = StoredRows.write(folder.resolve(name), rows);
        Path file = folder.resolve(name + ".html");
        CommandLineHarness.run("report", run.toString(), "--out", file.toString())
                .succeeded();
        return file;
    }

    private static void at(Path file, String hash) {
        at(file, hash, ColorScheme.LIGHT);
    }

    private static void at(Path file, String hash, ColorScheme colors) {
        browser.go("about:blank", colors);
        browser.go(file.toUri() + hash, colors);
        browser.await(
                "the page is ready", () -> !browser.elements("body[data-ready]").isEmpty());
    }

    private static void awaitText(String selector, String words) {
        browser.await(selector + " says " + words, () -> textOf(selector).contains(words));
    }

    private static String textOf(String selector) {
        return String.valueOf(browser.script("return document.querySelector(\"" + selector + "\")?.textContent ?? ''"));
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
        awaitText("#detail", "Hello, you.");

        assertThat(textOf("#detail"))
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
        awaitText("#found", "12 of 12 rows");

        choose("ending", "failed:timeout");
        awaitText("#found", "1 of 12 rows");
        assertThat(textOf("#list")).contains("lost");
        browser.element("#clear").click();
        awaitText("#found", "12 of 12 rows");
        choose("disagreement", "orders");
        awaitText("#found", "1 of 12 rows");
        assertThat(textOf("#list")).contains("tea");
        choose("disagreement", "");
        choose("principle", "honest");
        awaitText("#found", "4 of 12 rows");
        browser.element("#changing").click();
        awaitText("#found", "1 of 12 rows");
        assertThat(textOf("#list")).contains("turns");
        browser.element("#changing").click();
        choose("principle", "");
        awaitText("#found", "12 of 12 rows");
        choose("preferred", "revised");
        awaitText("#found", "1 of 12 rows");
        assertThat(browser.script("return location.hash")).isEqualTo("#preferred=revised&row=rain");
    }

    @Test
    void search_wordOfARevision_findsItsRowAndMarksIt() {
        at(page, "#rows");

        browser.type("/");
        browser.type("frozen WATER");
        awaitText("#found", "1 of 12 rows");

        awaitText("#detail", "Frozen water.");
        assertThat(browser.elements("#detail mark")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void row_revised_showsWhatChangedBesideCritiqueAndPrinciple() {
        at(page, "#row=turns");
        awaitText("#detail", "The Rhine, perhaps.");

        assertThat(textOf("#detail .step ~ .step del")).isEqualTo(", perhaps");
        assertThat(textOf("#detail .step ~ .step .why"))
                .contains("Principle: honest", "Be honest.", "It is short.", "the critic says: revise");
    }

    @Test
    void row_judged_showsBothOrders() {
        at(page, "#row=tea");
        awaitText("#detail", "the orders disagree");

        assertThat(textOf("#detail .versus"))
                .contains("2 shown first: 95.0 %; shown second: 45.0 %", "asked by: honest");
    }

    @Test
    void row_unknownId_isSaidSo() {
        at(page, "#row=nobody");

        awaitText("#detail", "This run has no row \"nobody\".");
    }

    @Test
    void keys_alone_leadThroughThePage() {
        at(page, "#rows");
        awaitText("#detail h2", "plain");

        browser.type("j");
        awaitText("#detail h2", "turns");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("list");
        assertThat(browser.script("return location.hash")).isEqualTo("#row=turns");
        browser.type(Keys.END);
        awaitText("#detail h2", "rain");
        browser.type("k");
        awaitText("#detail h2", "snow");
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

    @Test
    void theme_byHand_winsOverTheSystemsAndIsKept() {
        at(page, "", ColorScheme.LIGHT);
        assertThat(background()).isEqualTo("rgb(247, 247, 245)");

        browser.element("#theme").click();
        browser.element("#theme").click();
        assertThat(background()).isEqualTo("rgb(20, 23, 27)");
        at(page, "", ColorScheme.LIGHT);
        assertThat(background()).isEqualTo("rgb(20, 23, 27)");
        browser.script("localStorage.clear()");
        at(page, "", ColorScheme.DARK);
        assertThat(background()).isEqualTo("rgb(20, 23, 27)");
    }

    private static Object background() {
        return browser.script("return getComputedStyle(document.documentElement).backgroundColor");
    }

    @ParameterizedTest
    @EnumSource
    void page_inBothThemes_shutsNobodyOut(ColorScheme colors) throws IOException {
        for (String hash : List.of("", "#row=turns", "#row=tea", "#label")) {
            at(page, hash, colors);
            if (hash.startsWith("#row")) {
                awaitText("#detail h2", hash.substring("#row=".length()));
            }
            assertThat(violations()).as(hash).isEmpty();
            assertThat(browser.barriers()).as(hash).isEmpty();
        }
        browser.type("Ann", Keys.ENTER);
        awaitText("#label-view", "Which answer is better?");
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
            awaitText("#detail ins", "<img src=");
            assertThat(browser.script("return [...document.querySelector('#detail .step .text').childNodes]"
                            + ".filter((part) => part.nodeName !== 'DEL').map((part) => part.textContent).join('')"))
                    .isEqualTo(hostile);
            browser.type("l");
            browser.await(
                    "the name is asked", () -> !browser.elements("#labeller").isEmpty());
            browser.type(hostile.substring(0, 70), Keys.ENTER);
            awaitText("#label-view .sides", "<img src=");

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

    private static void label(String name) {
        at(page, "#label");
        browser.type(name, Keys.ENTER);
        awaitText("#label-view", "Which answer is better?");
        browser.await("a pair is shown", () -> !browser.elements(".sides").isEmpty());
    }

    private static List<String> sides() {
        return browser.elements(".sides .text").stream()
                .map(text -> text.getText())
                .toList();
    }

    private static void press(String key, String progress) {
        browser.type(key);
        awaitText("#progress", progress);
        browser.await(
                "the next pair is shown",
                () -> browser.script("return document.activeElement.id").equals("question"));
    }

    @Test
    void label_pairs_areBlindAndExportedByTheirNames() throws IOException {
        label("Ann");
        assertThat(browser.text()).doesNotContain("initial", "revised", "local:", "kind", "honest", "tea is");
        List<String> first = sides();

        press("1", "1 labelled");
        press("s", "1 labelled");
        press("0", "2 labelled");
        press("2", "3 labelled");
        press("u", "2 labelled");
        browser.element("#export").click();
        browser.await("the file is there", () -> exported("Ann").size() == 1);

        List<String> lines = Files.readAllLines(exported("Ann").get(0));
        assertThat(lines).hasSize(2);
        Label label = Json.read(lines.get(0), Label.class);
        assertThat(lines.get(0)).startsWith("{\"run\":\"" + label.run() + "\",\"id\":\"" + label.id() + "\",\"a\":");
        assertThat(label.run()).matches("[0-9a-f]{16}");
        assertThat(label.choice()).isEqualTo(label.shown_first());
        assertThat(label.labeller()).isEqualTo("Ann");
        assertThat(Json.read(lines.get(1), Label.class).choice()).isEqualTo("tie");
        at(page, "#row=" + label.id());
        awaitText("#detail h2", label.id());
        assertThat(textOf("#detail").replaceAll("\\s+", ""))
                .contains(first.get(0).replaceAll("\\s+", ""));
    }

    /** As the page exports it. */
    private record Label(
            String run,
            String id,
            String a,
            String b,
            String choice,
            String labeller,
            String at,
            String shown_first,
            String answers) {}

    private static List<Path> exported(String labeller) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-" + labeller + ".jsonl"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void label_pageClosed_goesOnWhereItWasAndKeepsLabellersApart() {
        label("Ann");
        press("1", "1 labelled");
        List<String> second = sides();

        label("Ann");
        assertThat(textOf("#progress")).contains("1 labelled");
        assertThat(sides()).isEqualTo(second);
        label("Bo");
        assertThat(textOf("#progress")).contains("Bo: 0 labelled");
    }

    @Test
    void label_severalPeople_haveOrdersAndSidesOfTheirOwn() {
        List<List<String>> beginnings = new ArrayList<>();
        for (String name : List.of("Ann", "Bo", "Cy", "Di", "Ed", "Flo")) {
            label(name);
            beginnings.add(sides());
        }
        assertThat(beginnings.stream().distinct().count()).isGreaterThan(2);
    }
}

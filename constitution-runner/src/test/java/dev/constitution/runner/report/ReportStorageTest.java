package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.browser.Browser;
import dev.constitution.browser.Browser.ColorScheme;
import dev.constitution.browser.RequiresBrowser;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * What the page keeps in the browser: the theme and labels. Chromium hands what a page stores to other processes in its own
 * time, and may lose it if the page's process is ended before; so each test has a browser of its own, and a tab that stored
 * something stays open.
 */
@RequiresBrowser
class ReportStorageTest {
    private static final String LIGHT = "rgb(247, 247, 245)";
    private static final String DARK = "rgb(20, 23, 27)";

    @TempDir
    private Path folder;

    private Browser browser;
    private Path page;

    @BeforeEach
    void open() throws IOException {
        browser = Browser.open().downloadInto(folder);
        page = ReportPages.write(folder, "run", StoredRows.all());
    }

    @AfterEach
    void close() {
        try (Browser closing = browser) {
            assertThat(closing.complaints()).isEmpty();
        }
    }

    private void at(String hash, ColorScheme colors) {
        ReportPages.open(browser, page, hash, colors);
    }

    private Object background() {
        return browser.script("return getComputedStyle(document.documentElement).backgroundColor");
    }

    @Test
    void theme_byHand_winsOverTheSystemsAndIsKept() {
        at("", ColorScheme.DARK);
        assertThat(background()).isEqualTo(DARK);
        at("", ColorScheme.LIGHT);
        assertThat(background()).isEqualTo(LIGHT);

        browser.element("#theme").click();
        browser.element("#theme").click();
        assertThat(background()).isEqualTo(DARK);
        browser.openTab();
        browser.await("a new tab is as dark", () -> {
            at("", ColorScheme.LIGHT);
            return background().equals(DARK);
        });
    }

    private void label(String name) {
        at("#label", ColorScheme.LIGHT);
        browser.type(name, Keys.ENTER);
        browser.awaitText("#label-view", "Which answer is better?");
        browser.await("a pair is shown", () -> !browser.elements(".sides").isEmpty());
    }

    private List<String> sides() {
        return browser.elements(".sides .text").stream()
                .map(text -> text.getText())
                .toList();
    }

    private void press(String key, String progress) {
        browser.type(key);
        browser.awaitText("#progress", progress);
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
        at("#row=" + label.id(), ColorScheme.LIGHT);
        browser.awaitText("#detail h2", label.id());
        assertThat(browser.textOf("#detail").replaceAll("\\s+", ""))
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

    private List<Path> exported(String labeller) {
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

        browser.openTab();
        browser.await("Ann's label is there", () -> {
            label("Ann");
            return browser.textOf("#progress").contains("1 labelled");
        });
        assertThat(sides()).isEqualTo(second);
        label("Bo");
        assertThat(browser.textOf("#progress")).contains("Bo: 0 labelled");
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

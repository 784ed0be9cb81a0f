package dev.constitution.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.browser.Browser.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

@RequiresBrowser
class BrowserTest {
    private static Browser browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private Browser at(String html, ColorScheme colors) throws IOException {
        Path page = Files.writeString(folder.resolve("page.html"), "<!doctype html>" + html);
        return browser.go(page.toUri().toString(), colors);
    }

    @Test
    void barriers_soundPage_areNone() throws IOException {
        assertThat(at("""
                <html lang="en"><meta charset="utf-8"><title>A page</title><main><h1>One</h1><h2>Two</h2>
                <label>Name <input></label><button>Go</button><img alt="" src="data:,"></main>""", ColorScheme.LIGHT).barriers()).isEmpty();
    }

    @Test
    void barriers_pageThatShutsPeopleOut_areEachNamed() throws IOException {
        assertThat(at("""
                <html><meta charset="utf-8"><h1>One</h1><h3>Three</h3><input id="a"><button id="a"></button>
                <p style="color: #999">pale</p>""", ColorScheme.LIGHT).barriers())
                .containsExactlyInAnyOrder(
                        "the page names no language",
                        "the page has no title",
                        "the page has not one main part",
                        "the id \"a\" is given twice",
                        "<input id=\"a\"> \"\" has no name",
                        "<button id=\"a\"> \"\" has no name",
                        "<h3> \"Three\" skips a level",
                        "<p> \"pale\" has a contrast of 2.85");
    }

    @Test
    void go_dark_isWhatThePageIsTold() throws IOException {
        String page = """
                <html lang="en"><title>t</title><style>@media (prefers-color-scheme: dark) { p { display: none } }</style>
                <main><p>by day</p></main>""";

        assertThat(at(page, ColorScheme.LIGHT).text()).contains("by day");
        assertThat(at(page, ColorScheme.DARK).text()).doesNotContain("by day");
    }

    @Test
    void complaints_errorOfAScript_isHeardOnce() throws IOException {
        at("<html lang=\"en\"><title>t</title><script>throw new Error('no such thing')</script>", ColorScheme.LIGHT);

        assertThat(browser.complaints()).anyMatch(message -> message.contains("no such thing"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void tabTo_button_isPressedByKeysAlone() throws IOException {
        at(
                "<html lang=\"en\"><title>t</title><a href=\"#\">x</a><button onclick=\"document.title = 'pressed'\">Go</button>",
                ColorScheme.LIGHT);

        browser.tabTo("button");
        browser.type(Keys.ENTER);

        assertThat(browser.title()).isEqualTo("pressed");
    }

    @Test
    void screenshot_page_isAPicture() throws IOException {
        Path file = folder.resolve("page.png");

        at("<html lang=\"en\"><title>t</title><p>seen", ColorScheme.LIGHT).screenshot(file);

        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
    }
}

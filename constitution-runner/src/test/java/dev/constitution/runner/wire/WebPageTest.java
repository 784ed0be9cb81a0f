package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebPageTest {

    @Test
    void words_pageWithATitle_isTheTitle() {
        assertThat(WebPage.words("\n<html><head><title>502 Bad Gateway</title></head><body>…</body></html>"))
                .isEqualTo("502 Bad Gateway");
    }

    @Test
    void words_pageWithoutATitle_isWhatPeopleSee() {
        assertThat(WebPage.words(
                        "<html><style>p {}</style><script>let a = '<p>';</script><p>Come\n back <b>later</b>.</p>"))
                .isEqualTo("Come back later .");
        assertThat(WebPage.words("<p>" + "x".repeat(5000))).hasSizeLessThan(400);
    }

    @Test
    void words_blockedForItsText_saysSo() {
        assertThat(WebPage.words(
                        "<title>Attention Required!</title>… including submitting a certain word or phrase, …"))
                .isEqualTo("Attention Required!: blocked for a certain word or phrase");
    }

    @Test
    void words_noPage_isAsItIs() {
        assertThat(WebPage.words("{\"error\":\"<title>x\"}")).isEqualTo("{\"error\":\"<title>x\"}");
    }
}

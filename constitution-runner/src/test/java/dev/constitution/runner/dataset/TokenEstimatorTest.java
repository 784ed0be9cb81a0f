package dev.constitution.runner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.local.LocalTokenizer;
import dev.constitution.local.ModelFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEstimatorTest {
    private final TokenCounter estimate = TokenCounter.estimate();

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "a, 1",
        "the cat sat on the mat, 6", // 6 words of 0.9
        "Donaudampfschifffahrt, 6", // 15 letters behind the sixth
        "Grüße, 4",
        "007, 3",
        "'!!', 2",
        "你好你好, 4",
        "Привет, 2",
        "👋, 3"
    })
    void count_text_addsUpItsKindsOfCharacters(String text, long tokens) {
        assertThat(estimate.count(text)).isEqualTo(tokens);
    }

    @Test
    void count_anyText_isNoMoreThanItsBytes() {
        for (char c = 1; c < Character.MIN_SURROGATE; c++) {
            String text = String.valueOf(c).repeat(100);
            assertThat(estimate.count(text)).isLessThanOrEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    /** The embedded model has a smaller vocabulary than those that the estimate was fitted to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../README.md",
                "../docs/judging.md",
                "../docs/gates.md",
                "src/main/java/dev/constitution/runner/base/Target.java"
            })
    void count_pagesAndCode_liesNearWhatAVocabularyCounts(String file) throws IOException {
        String text = Files.readString(Path.of(file));

        try (LocalTokenizer vocabulary = LocalTokenizer.open(
                ModelFiles.builder().downloadIfMissing().build().resolve(""))) {
            assertThat((double) estimate.count(text) / vocabulary.count(text)).isCloseTo(1, within(0.2));
        }
    }
}

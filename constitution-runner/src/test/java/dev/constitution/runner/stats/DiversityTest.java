package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiversityTest {
    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    @Test
    void distinct_repeatedPhrases_isTheShareOfDifferentOnes() {
        List<List<String>> texts = List.of(words("a b a b"), words("a b c"), words("z"));

        Values.requireValue(Diversity.distinct(texts, 1), 4 / 8.0);
        Values.requireValue(Diversity.distinct(texts, 2), 3 / 5.0);
        assertThat(Diversity.distinct(texts, 2).n()).isEqualTo(5);
        Values.requireUndefined(Diversity.distinct(texts, 5), "no text has 5 words");
    }

    @Test
    void selfOverlap_threeAnswers_isTheMeanOverPairs() {
        List<List<String>> texts = List.of(words("a b c"), words("a b d"), words("x y z"), words("q"));

        Values.requireValue(Diversity.selfOverlap(texts, 2), (1 / 3.0 + 0 + 0) / 3);
        assertThat(Diversity.selfOverlap(texts, 2).n()).isEqualTo(3);
        Values.requireValue(Diversity.selfOverlap(List.of(words("a b"), words("a b")), 2), 1);
        Values.requireUndefined(Diversity.selfOverlap(List.of(words("a b")), 2), "fewer than two texts have 2 words");
    }

    @Test
    void distinct_noWordsAPhrase_isRefused() {
        assertThatThrownBy(() -> Diversity.distinct(List.of(words("a")), 0))
                .hasMessage("a phrase has a word at least, got 0");
    }
}

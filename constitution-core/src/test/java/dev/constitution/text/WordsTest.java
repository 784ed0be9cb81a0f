package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void of_texts_wordsOfLettersBetweenOtherSigns() {
        assertThat(shown(Words.of("The cat\u2019s 2 mats, The-End"))).isEqualTo("The|-|-|-|mats|The|End");
        assertThat(shown(Words.of("na\u00efve caf\u00e9 ok"))).isEqualTo("-|-|-|ok");
        assertThat(shown(Words.of("a1 1a a"))).isEqualTo("-|-|a");
        assertThat(shown(Words.of("don't"))).isEqualTo("don|t");
        assertThat(shown(Words.of("x".repeat(40)))).isEqualTo("-|-");
    }

    private static String shown(Words words) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> words.word(i) == null ? "-" : String.valueOf(words.word(i)))
                .collect(Collectors.joining("|"));
    }

    @Test
    void lower_wordsOfSeveralCases_oneWord() {
        Words words = Words.of("Kind and KIND and kind");

        Words lower = words.lower();

        assertThat(lower.text()).isEqualTo("kind and kind and kind");
        assertThat(lower.word(0))
                .isSameAs(lower.word(2))
                .isSameAs(lower.word(4))
                .isSameAs(words.word(4));
        assertThat(lower.lower()).isSameAs(lower);
    }

    @Test
    void spaced_wordsBetweenSpaces_numbersOfThemAlone() {
        Words words = Words.of("one two three, four five six.");

        assertThat(IntStream.range(0, words.size())
                        .filter(i -> words.spaced(i) != Words.UNNUMBERED)
                        .mapToObj(words::word)
                        .map(String::valueOf))
                .containsExactly("two", "five");
    }

    @Test
    void first_aCutInAWord_isNoWord() {
        assertThat(shown(Words.of("some words more").first(8))).isEqualTo("some");
        assertThat(Words.of("some words more").first(8).text()).isEqualTo("some wor");
    }

    @Test
    void mayHave_signs_thoseOfTheText() {
        Words words = Words.of("He said: \"no\"");

        assertThat(words.mayHave('"')).isTrue();
        assertThat(words.mayHave(':')).isTrue();
        assertThat(words.mayHave('`')).isFalse();
        assertThat(words.mayHave('\n')).isFalse();
    }
}

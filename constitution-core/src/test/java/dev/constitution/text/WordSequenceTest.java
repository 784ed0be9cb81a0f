package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordSequenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pay for it. | pay, for IT! | true",
                "Pay for it. | Pay for that. | false",
                "Größe | GRÖSSE | false",
                "Größe | größe | true",
                "caf\u00e9 | cafe\u0301 | true",
                "ＡＢＣ | abc | true",
                "他说 谢谢 | 他说：谢谢 | true",
                "x² | x | false",
                "!!! | ??? | false",
                "!!! | !!! | true",
                "😀 | 😀 | true",
                "👍 | 👎 | false",
                "!! | ! ! | true",
                "'' | '' | true",
                "'' | a | false",
                "!!! | a | false",
                "one two | one two three | false",
                "ab\u0e31c | ab c | false",
            })
    void sameWords_texts_comparesWordsOnly(String a, String b, boolean same) {
        assertThat(WordSequence.sameWords(a, b)).isEqualTo(same);
        assertThat(WordSequence.sameWords(b, a)).isEqualTo(same);
        assertThat(WordSequence.of(a).sameAs(WordSequence.of(b))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 0",
                "one two  three | 3",
                "don't | 2",
                "今日は良い天気 | 7",
                "ภาษาไทย | 7",
                "हिन्दी भाषा | 2",
                "snake_case-name | 3",
                "👍 👍 | 2",
                "ok 👍 👍 | 1",
                "ab\u0e31c | 3",
                "cafe\u0301 \u0301 | 1",
            })
    void size_texts_countsWords(String text, int words) {
        assertThat(WordSequence.of(text).size()).isEqualTo(words);
    }

    @Test
    void of_oneEndlessWord_isSeveral() {
        assertThat(WordSequence.of("ha".repeat(5000)).size()).isGreaterThan(100);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Few different words, so that the distance has many ways to go; against the textbook's table. */
    @ParameterizedTest
    @MethodSource("seeds")
    void editsTo_randomTexts_isLevenshteinsDistanceUpToTheLimit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> a = words(random);
        List<String> b = random.nextBoolean() ? words(random) : edited(a, random);
        int distance = distance(a, b);
        int limit = random.nextInt(0, 12);

        int edits = WordSequence.of(String.join(" ", a)).editsTo(WordSequence.of(String.join(" ", b)), limit);

        assertThat(edits).isEqualTo(Math.min(distance, limit + 1));
    }

    private static List<String> words(SplittableRandom random) {
        return random.ints(random.nextInt(0, 30), 0, 4).mapToObj(i -> "w" + i).collect(Collectors.toList());
    }

    private static List<String> edited(List<String> words, SplittableRandom random) {
        List<String> copy = new ArrayList<>(words);
        for (int i = random.nextInt(0, 5); i > 0 && !copy.isEmpty(); i--) {
            copy.set(random.nextInt(copy.size()), "w" + random.nextInt(4));
            copy.remove(random.nextInt(copy.size()));
        }
        return copy;
    }

    private static int distance(List<String> a, List<String> b) {
        int[][] table = new int[a.size() + 1][b.size() + 1];
        for (int i = 0; i <= a.size(); i++) {
            for (int j = 0; j <= b.size(); j++) {
                table[i][j] = i == 0 || j == 0
                        ? i + j
                        : Math.min(
                                table[i - 1][j - 1] + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1),
                                1 + Math.min(table[i - 1][j], table[i][j - 1]));
            }
        }
        return table[a.size()][b.size()];
    }
}

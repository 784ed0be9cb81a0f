package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordDiffTest {
    /** What the page makes of edits. */
    private static String applied(String old, List<Object> edits) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Object edit : edits) {
            if (edit instanceof String put) {
                text.append(put);
            } else {
                int count = (Integer) edit;
                text.append(old, at, at + Math.max(0, count));
                at += Math.abs(count);
            }
        }
        assertThat(at).as("every character is kept or taken away").isEqualTo(old.length());
        return text.toString();
    }

    private static void requireSound(String old, String next) {
        assertThat(applied(old, WordDiff.between(old, next))).isEqualTo(next);
    }

    @Test
    void between_oneWordChanged_keepsTheOthers() {
        assertThat(WordDiff.between("You are a bad cook.", "You are a patient cook."))
                .containsExactly(10, -3, "patient", 6);
    }

    @Test
    void between_newSentence_isOneChangeAndNotOneAWord() {
        assertThat(WordDiff.between("Go away now.", "Please stay here.")).containsExactly(-11, "Please stay here", 1);
    }

    @Test
    void between_equalTexts_keepsAll() {
        assertThat(WordDiff.between("same", "same")).containsExactly(4);
        assertThat(WordDiff.between("", "")).isEmpty();
    }

    @Test
    void between_textWithoutSpaces_goesByCharacters() {
        assertThat(WordDiff.between("我不喜欢茶", "我喜欢茶")).containsExactly(1, -1, 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void between_anyTexts_leadsFromTheOneToTheOther(long seed) {
        Random random = new Random(seed);
        String[] pieces = {"tea", " ", "\n", "\r\n", "茶", "&lt;", "<b>", "👋", "\ud800", ".", "it's", "\u0301"};
        for (int i = 0; i < 200; i++) {
            String old = text(random, pieces);
            requireSound(old, text(random, pieces));
        }
    }

    private static String text(Random random, String[] pieces) {
        return random.ints(random.nextInt(30), 0, pieces.length)
                .mapToObj(piece -> pieces[piece])
                .collect(Collectors.joining());
    }

    @Test
    void between_hugeTexts_takesNoLongerThanItIsWorth() {
        Random random = new Random(7);
        String old = random.ints(200_000, 'a', 'z')
                .mapToObj(letter -> (char) letter + " ")
                .collect(Collectors.joining());
        String next = random.ints(200_000, 'a', 'z')
                .mapToObj(letter -> (char) letter + " ")
                .collect(Collectors.joining());

        assertTimeout(Duration.ofSeconds(20), () -> requireSound(old, next));
    }
}

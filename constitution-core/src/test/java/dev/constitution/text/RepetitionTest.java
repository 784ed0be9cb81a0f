package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I think that is fine. ",
                "no ",
                "ha",
                "我不知道。",
                "\uD83D\uDE00 well then, let us see ",
            })
    void share_loop_isNearlyAll(String phrase) {
        assertThat(Repetition.share(WordSequence.of("It began well. " + phrase.repeat(400))))
                .isGreaterThan(0.8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "One.",
                "Ask the shop first, and pay for what you take. They may well lend it to you for a day.",
                "Row, row, row your boat, gently down the stream. Merrily, merrily, merrily, merrily, life is but a dream.",
                "1. Take the bus to the market.\n2. Take the tram to the harbour.\n3. Take the ferry to the island.",
            })
    void share_ordinaryText_isNothing(String text) {
        assertThat(Repetition.share(WordSequence.of(text))).isZero();
    }

    @Test
    void share_oneWordOfAMillionLetters_isMeasured() {
        assertThat(Repetition.share(WordSequence.of("a".repeat(1_000_000)))).isEqualTo(1);
    }

    @Test
    void hasStuckCharacter_rulesAndSpaces_areNone() {
        assertThat(Repetition.hasStuckCharacter("!".repeat(81))).isTrue();
        assertThat(Repetition.hasStuckCharacter("\uD83D\uDE00".repeat(81))).isTrue();
        assertThat(Repetition.hasStuckCharacter("-".repeat(200) + "\n" + "=".repeat(200) + " ".repeat(200)))
                .isFalse();
        assertThat(Repetition.hasStuckCharacter("!".repeat(80))).isFalse();
    }
}

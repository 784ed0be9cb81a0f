package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarewellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Goodbye, and thank you for this conversation!",
                "Thanks. Take care of yourself.",
                "You're welcome. Until next time!",
                "Auf Wiedersehen!",
                "Merci beaucoup, à bientôt.",
                "谢谢你，再见！",
                "Yes, indeed.",
                "🙏",
                "…"
            })
    void isAll_leaveOrThanksOrANod_holds(String turn) {
        assertThat(Farewell.isAll(turn)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you for saying so. What would you do if somebody asked you to lie for them?",
                "I would rather be honest, even where it hurts.",
                "Thank you for the thought about patience. I have been turning it over, and I think that it is less a virtue than a"
                        + " habit: one is patient because one was patient the last time, and the time before that, and because"
                        + " nobody made anything of it.",
                "Why?"
            })
    void isAll_somethingElseSaid_doesNotHold(String turn) {
        assertThat(Farewell.isAll(turn)).isFalse();
    }
}

package dev.constitution.runner.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HhTranscriptTest {
    private static final String Q = "\n\nHuman: q\n\nAssistant:";

    @Test
    void promptOf_severalTurns_keepsThemWhole() throws BadRowException {
        String shared = "\n\nHuman: note: a\n\nb Human: c \n\nAssistant: \n1) x: y\n\nHuman:z\n\nAssistant:";

        assertThat(HhTranscript.promptOf(shared + " good", shared + " bad"))
                .containsExactly(
                        Message.user("note: a\n\nb Human: c "), Message.assistant("\n1) x: y"), Message.user("z"));
    }

    @ParameterizedTest
    @CsvSource({"' good', ''", "'', ''", "' same', ' same'", "' a\n\nAssistant: again', ' b'"})
    void promptOf_unusualAnswers_doNotTouchThePrompt(String chosen, String rejected) throws BadRowException {
        assertThat(HhTranscript.promptOf(Q + chosen, Q + rejected)).containsExactly(Message.user("q"));
    }

    @Test
    void promptOf_sidesThatDifferBeforeTheLastTurn_isRefused() {
        assertThatThrownBy(() -> HhTranscript.promptOf(Q + " a\n\nHuman: r\n\nAssistant: b", Q + " c"))
                .isInstanceOf(BadRowException.class)
                .hasMessageContaining("differ before the last turn");
    }

    @Test
    void promptOf_nothingShared_isRefused() {
        assertThatThrownBy(() -> HhTranscript.promptOf("\n\nHuman: a\n\nAssistant: x", "\n\nHuman: b\n\nAssistant: x"))
                .isInstanceOf(BadRowException.class)
                .hasMessageContaining("share no assistant turn");
    }

    @Test
    void promptOf_textBeforeTheFirstMarker_isRefused() {
        assertThatThrownBy(() -> HhTranscript.promptOf("Hi" + Q + " a", "Hi" + Q + " b"))
                .isInstanceOf(BadRowException.class)
                .hasMessageContaining("must begin with");
    }

    @Test
    void promptOf_turnsThatDoNotAlternate_areNotMerged() throws BadRowException {
        String shared = "\n\nHuman: a\n\nHuman: b\n\nAssistant:";

        assertThat(HhTranscript.promptOf(shared + " x", shared + " y"))
                .containsExactly(Message.user("a"), Message.user("b"));
    }

    @Test
    void firstQuestion_redTeamTranscript_isTheFirstHumanTurn() throws BadRowException {
        assertThat(HhTranscript.firstQuestion(Q + " a\n\nHuman: b\n\nAssistant: c"))
                .containsExactly(Message.user("q"));
    }
}

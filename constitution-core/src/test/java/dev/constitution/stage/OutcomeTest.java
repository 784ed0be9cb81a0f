package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void revised_equalSides_cannotExist() {
        Reply reply = Reply.of("generate", "same");

        assertThatThrownBy(() -> new Outcome.Revised(
                        Prompt.of("p", "q"), new Trace.OfRevision(Optional.of(reply), List.of()), "same"))
                .hasMessageContaining("differ");
    }
}

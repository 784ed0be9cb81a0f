package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Usage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void revised_equalSides_cannotExist() {
        Reply reply = new Reply("generate", "same", Optional.empty(), Optional.empty(), Usage.UNKNOWN);

        assertThatThrownBy(() -> new Outcome.Revised(
                        Prompt.of("p", "q"), new Trace.OfRevision(Optional.of(reply), List.of()), "same"))
                .hasMessageContaining("differ");
    }
}

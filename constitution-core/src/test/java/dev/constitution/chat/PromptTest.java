package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTest {
    @Test
    void faultsOf_badTurns_namesAllFaultsAtOnce() {
        List<Message> turns =
                List.of(Message.user("a"), Message.user(" "), Message.system("s"), Message.assistant("b"));

        assertThat(Prompt.faultsOf(turns))
                .hasSize(4)
                .anyMatch(fault -> fault.contains("turn 2 is user where assistant was expected"))
                .anyMatch(fault -> fault.contains("turn 2 (user) is blank"))
                .anyMatch(fault -> fault.contains("turn 3 is a system turn"))
                .anyMatch(fault -> fault.contains("must end with a user turn, ends with assistant"));
        assertThatThrownBy(() -> Prompt.of("x", turns)).hasMessageContaining("prompt \"x\"");
        assertThatThrownBy(() -> Prompt.of("x", List.of())).hasMessageContaining("is empty");
    }
}

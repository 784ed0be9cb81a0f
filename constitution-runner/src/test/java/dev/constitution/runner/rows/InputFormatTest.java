package dev.constitution.runner.rows;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InputFormatTest {
    @Test
    void named_unknownFormat_suggestsAndLists() {
        assertThatThrownBy(() -> InputFormat.named("jsnol"))
                .hasMessage(
                        "unknown input format \"jsnol\"; did you mean \"jsonl\"? known formats: \"jsonl\", \"hh-rlhf\","
                                + " \"csv\", \"tsv\", \"text\"");
        assertThatThrownBy(() -> InputFormat.named("spreadsheet"))
                .hasMessageStartingWith("unknown input format \"spreadsheet\"; known formats: ");
    }
}

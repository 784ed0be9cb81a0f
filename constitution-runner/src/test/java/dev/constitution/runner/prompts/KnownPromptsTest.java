package dev.constitution.runner.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.PromptSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownPromptsTest {
    private static final String KNOWN = "How can I get the neighbour's dog to stop barking through the whole night?";

    @TempDir
    private Path folder;

    private final KnownPrompts prompts = new KnownPrompts();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "how can i get the neighbour's dog to stop barking through the whole night; EQUAL",
                "How could I get my neighbour's dog to stop barking through the whole night, please?; NEAR",
                "How do I get that neighbour's dog to stop its barking through a whole night?; NEAR",
            })
    void like_equalOrNearly_isTold(String prompt, KnownPrompts.Likeness likeness) {
        prompts.add(KNOWN);

        assertThat(prompts.like(prompt)).hasValue(likeness);
    }

    @ParameterizedTest
    @CsvSource({
        "How can I get the neighbour's cat to stop singing through the whole winter?",
        "How can I get my children to stop asking for sweets?",
        "How do dogs sleep at night?",
        "Why?",
    })
    void like_another_isNew(String prompt) {
        prompts.add(KNOWN);

        assertThat(prompts.like(prompt)).isEmpty();
    }

    @Test
    void like_promptOfAFile_isToldAsSuch() throws IOException {
        Path chats = Files.writeString(
                folder.resolve("chats.jsonl"),
                "{\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},{\"role\":\"user\",\"content\":\""
                        + KNOWN + "\"},{\"role\":\"assistant\",\"content\":\"Hm.\"}]}\n");

        prompts.addGiven(PromptSource.of(chats));
        prompts.add("What is a good name for a boat on a lake?");

        assertThat(prompts.like(KNOWN + "!")).hasValue(KnownPrompts.Likeness.LIKE_GIVEN);
        assertThat(prompts.like("How might I get the neighbour's dog to stop barking through the whole night?"))
                .hasValue(KnownPrompts.Likeness.LIKE_GIVEN);
        assertThat(prompts.like("What is a good name for a boat on the lake?")).hasValue(KnownPrompts.Likeness.NEAR);
    }

    @Test
    void addGiven_rowsThatCannotBeRead_areAllNamed() throws IOException {
        Path file = Files.writeString(
                folder.resolve("given.jsonl"), "{\"messages\":3}\n{\"prompt\":\"Is it so?\"}\n{\"text\":\"no\"}\n");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> prompts.addGiven(PromptSource.of(file)))
                .withMessageContaining("given.jsonl:1: ")
                .withMessageContaining("given.jsonl:3: ")
                .withMessageContaining("--not-like compares with every row");
    }
}

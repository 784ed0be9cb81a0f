package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import org.junit.jupiter.api.Test;

class ModelsTest {
    @Test
    void create_unknownProvider_listsTheKnownAndTheNearest() {
        assertThatThrownBy(() -> Models.create("olama:m"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown provider \"olama\" in \"olama:m\"; did you mean \"ollama\"?")
                .hasMessageContaining(
                        "\"anthropic\", \"gemini\", \"local\", \"mistral\", \"ollama\", \"openai\", \"openai-compatible\"");
    }

    @Test
    void create_nothingBehindTheColon_isRefusedWithTheForm() {
        assertThatThrownBy(() -> Models.create("openai:")).hasMessageContaining("write openai:NAME");
    }

    @Test
    void traits_embeddedModel_isAskedInTheWayMadeForIt() {
        assertThat(Models.traits(ModelSpec.parse("local:")).shape().id()).isEqualTo("small");
        assertThat(Models.traits(ModelSpec.parse("local:/models/large.gguf"))
                        .shape()
                        .id())
                .isEqualTo("chat");
    }
}

package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {
    @Test
    void create_unknownProvider_listsTheKnownAndTheNearest() {
        assertThatThrownBy(() -> Models.create("olama:m"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown provider \"olama\" in \"olama:m\"; did you mean \"ollama\"?")
                .hasMessageContaining(
                        "\"anthropic\", \"azure\", \"bedrock\", \"gemini\", \"local\", \"mistral\", \"ollama\", \"openai\","
                                + " \"openai-compatible\", \"vertex\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure", "bedrock", "vertex"})
    void create_moduleThatIsNotThere_saysHowToGetIt(String scheme) {
        assertThatThrownBy(() -> Models.create(scheme + ":m"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(
                        scheme + ":m needs the module constitution-" + scheme,
                        "./constitution builds it",
                        "class path");
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

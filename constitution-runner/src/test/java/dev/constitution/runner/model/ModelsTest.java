package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {
    private static final ModelSpec SPEC = new ModelSpec("openai", "m", null);

    @Test
    void create_unknownProvider_listsTheKnownAndTheNearest() {
        assertThatThrownBy(() -> Models.create("olama:m"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown provider \"olama\" in \"olama:m\"; did you mean \"ollama\"?")
                .hasMessageContaining(
                        "\"anthropic\", \"gemini\", \"local\", \"mistral\", \"ollama\", \"openai\", \"openai-compatible\"");
    }

    @Test
    void create_nothingBehindTheColon_isOnlyForTheEmbeddedModel() {
        assertThatThrownBy(() -> Models.create("openai:")).hasMessageContaining("write openai:NAME");
        assertThat(Models.traits(ModelSpec.parse("local:")).shape().id()).isEqualTo("small");
        assertThat(Models.traits(ModelSpec.parse("local:/models/large.gguf"))
                        .shape()
                        .id())
                .isEqualTo("chat");
    }

    @ParameterizedTest
    @CsvSource({
        "openai:gpt-4o-mini, openai, gpt-4o-mini,",
        "ollama:llama3.2:1b, ollama, llama3.2:1b,",
        "openai-compatible:org/m@v2@http://127.0.0.1:8000/v1/, openai-compatible, org/m@v2, http://127.0.0.1:8000/v1",
        "mistral:m@https://example.org, mistral, m, https://example.org",
    })
    void parse_name_isTakenApart(String text, String scheme, String model, String baseUrl) {
        ModelSpec spec = ModelSpec.parse(text);

        assertThat(spec).isEqualTo(new ModelSpec(scheme, model, baseUrl));
        assertThat(ModelSpec.parse(spec.toString())).isEqualTo(spec);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpt-4o", ":m", "OpenAI:m"})
    void parse_malformedName_showsExamples(String text) {
        assertThatThrownBy(() -> ModelSpec.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"openai:gpt-4o-mini\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:secret@host/v1", "https://host/v1?key=secret", "http://a secret"})
    void parse_addressWithASecretOrNone_isRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> ModelSpec.parse("openai:m@" + url))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void key_file_isRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-file\n");

        assertThat(settings(Map.of("K_FILE", file.toString())).key(SPEC, "J", "K"))
                .isEqualTo("sk-file");
        assertThat(settings(Map.of("K_FILE", file.toString(), "K", "sk-value")).key(SPEC, "K"))
                .isEqualTo("sk-value");
    }

    @Test
    void key_missingOrEmptyFile_isNamed(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThatThrownBy(() -> settings(Map.of("K_FILE", empty.toString())).key(SPEC, "K"))
                .hasMessageContaining("K_FILE names " + empty + ", which is empty");
        assertThatThrownBy(() -> settings(Map.of("K_FILE", folder + "/none")).key(SPEC, "K"))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void key_withALineBreakInside_isRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> settings(Map.of("K", "sk-a\nsk-b")).key(SPEC, "K"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the key of K")
                .hasMessageNotContaining("sk-");
    }

    private static ModelSettings settings(Map<String, String> environment) {
        return new ModelSettings(environment::get, Duration.ofSeconds(1));
    }
}

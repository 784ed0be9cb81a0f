package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSpecTest {
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
}

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
    @CsvSource(delimiter = '|', textBlock = """
            openai-compatible:m@localhost:8000/v1       | the address "localhost:8000/v1" lacks its http:// or https://; write openai-compatible:MODEL@http://localhost:8000/v1
            openai-compatible:org/m@10.0.0.7:8000       | write openai-compatible:MODEL@http://10.0.0.7:8000
            openai:m@gateway.example.org/v1             | write openai:MODEL@https://gateway.example.org/v1
            openai:m@gateway.example.org                | write openai:MODEL@https://gateway.example.org
            azure:my@name.openai.azure.com              | write azure:MODEL@https://name.openai.azure.com
            openai:m@v1.example.org:8443                | write openai:MODEL@https://v1.example.org:8443
            openai:m@me:secret@gateway.example.org:80   | the address "gateway.example.org:80" lacks its http:// or https://
            openai:m@ttp://localhost:8000/v1            | a model's address begins with http:// or https://, this one with ttp://; correct it
            openai:m@http://h/v1/chat/completions       | a model's address ends in /chat/completions, which is added to it; write http://h/v1
            openai:m@https://h/v1/chat/completions/     | write https://h/v1
            """)
    void parse_addressThatIsNearlyOne_saysWhatToWrite(String text, String message) {
        assertThatThrownBy(() -> ModelSpec.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic:claude@20240620",
                "vertex:claude@default",
                "ollama:m@v1.2.3",
                "ollama:hf.co/me/q@v1.2.rc",
                "ollama:me/q@1.2.final",
                "openai-compatible:org/m@v2.beta",
                "openai-compatible:org/m@2024.01.preview",
                "ollama:m@sha256:12ab",
                "openai-compatible:@cf/meta/llama-3"
            })
    void parse_atSignInAModelsName_isPartOfIt(String text) {
        assertThat(ModelSpec.parse(text).baseUrl()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:secret@host/v1", "https://host/v1?key=secret", "http://a secret"})
    void parse_addressWithASecretOrNone_isRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> ModelSpec.parse("openai:m@" + url))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("secret");
    }
}

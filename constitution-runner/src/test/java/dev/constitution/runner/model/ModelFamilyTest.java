package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFamilyTest {
    @ParameterizedTest
    @CsvSource({
        "openai:gpt-4o-mini, openai:gpt-4o-mini, the same model",
        "openai:gpt-4o, openai-compatible:openai/GPT-4o@http://localhost:1/v1, the same model",
        "local:, local:, the same model",
        "openai:gpt-4o-mini, openai:o3, 'one family, GPT'",
        "ollama:qwen3:8b, openai-compatible:Qwen/Qwen2.5-7B-Instruct@http://localhost:1/v1, 'one family, Qwen'",
        "ollama:llama3.2:1b, openai-compatible:meta-llama/Meta-Llama-3.1-8B@http://localhost:1, 'one family, Llama'",
        "anthropic:claude-x, openai-compatible:us.anthropic.claude-y@http://localhost:1, 'one family, Claude'",
        "openai:gpt-4o-mini, anthropic:claude-x,",
        "gemini:gemini-x, ollama:gemma2:2b,",
        "openai-compatible:my-model@http://localhost:1, openai-compatible:my-judge@http://localhost:1,"
    })
    void inCommon_generatorAndJudge_isWhatTheirNamesTell(String generator, String judge, String common) {
        assertThat(ModelFamily.inCommon(new TreeMap<>(Map.of("generator", generator, "judge", judge))))
                .isEqualTo(Optional.ofNullable(common));
    }

    @Test
    void inCommon_judgeOfTheTeachersKind_isToldToo() {
        assertThat(ModelFamily.inCommon(new TreeMap<>(Map.of(
                        "generator", "ollama:qwen3:8b", "teacher", "openai:gpt-4o", "judge", "openai:gpt-4o-mini"))))
                .contains("one family, GPT");
    }
}

package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelIdentityTest {
    @TempDir
    private Path folder;

    private static ModelIdentity identity(String model, Map<String, String> environment) {
        return Models.identity(ModelSpec.parse(model), new ModelSettings(environment::get, Duration.ofSeconds(1)));
    }

    private Path gguf(String name, byte[] content) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("m.gguf");
        try (RandomAccessFile model = new RandomAccessFile(file.toFile(), "rw")) {
            model.writeBytes("GGUF");
            model.write(content);
        }
        return file;
    }

    @Test
    void identity_ofAFile_isItsContent() throws IOException {
        byte[] weights = new byte[9_000_000];
        new Random(1).nextBytes(weights);
        ModelIdentity one = identity("local:" + gguf("a", weights), Map.of());

        assertThat(identity("local:" + gguf("b", weights), Map.of())).isEqualTo(one);
        assertThat(one.toString()).doesNotContain(folder.toString());
        for (int block = 0; block < weights.length; block += 100_000) {
            weights[block]++; // another model differs in nearly every block
        }
        assertThat(identity("local:" + gguf("a", weights), Map.of())).isNotEqualTo(one);
        byte[] shorter = new byte[100];
        ModelIdentity small = identity("local:" + gguf("c", shorter), Map.of());
        shorter[50] = 1;
        assertThat(identity("local:" + gguf("c", shorter), Map.of())).isNotEqualTo(small);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OLLAMA_BASE_URL=http://b:1", "OLLAMA_CONTEXT_LENGTH=4096"})
    void identity_ofOllama_hasItsVariables(String variable) {
        String[] words = variable.split("=");
        Map<String, String> environment = Map.of(words[0], words[1]);

        assertThat(identity("ollama:m", environment)).isNotEqualTo(identity("ollama:m", Map.of()));
        assertThat(identity("ollama:m", environment).parts()).containsEntry(words[0], words[1]);
        assertThat(identity("ollama:m", Map.of("OLLAMA_BASE_URL", "http://localhost:11434/")))
                .isEqualTo(identity("ollama:m", Map.of()));
        assertThat(identity("openai:m", environment)).isEqualTo(identity("openai:m", Map.of()));
    }

    @Test
    void identity_slashAtTheEnd_isTheSame() {
        assertThat(identity("openai-compatible:m@http://h:1/v1/", Map.of()))
                .isEqualTo(identity("openai-compatible:m@http://h:1/v1", Map.of()));
    }
}

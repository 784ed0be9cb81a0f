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

class ModelSettingsTest {
    private static final ModelSpec SPEC = new ModelSpec("openai", "m", null);

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
                .hasMessage("K_FILE names " + folder + "/none, which is not there");
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

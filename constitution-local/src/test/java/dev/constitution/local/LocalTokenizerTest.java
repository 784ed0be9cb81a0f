package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTokenizerTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "Is tea good?", "Grüße, 你好 👋", "<|im_start|>user\nHi<|im_end|>", "    return a[i];\n"})
    void count_vocabularyAlone_isThatOfTheWholeModel(String text) {
        Path file = Embedded.FILE;
        LlamaModel whole = LlamaModel.load(LlamaRuntime.api(), file);
        try (LocalTokenizer tokenizer = LocalTokenizer.open(file)) {
            assertThat(tokenizer.count(text)).isEqualTo(whole.tokenize(text).length);
        } finally {
            whole.free();
        }
    }

    @Test
    void open_noModelFile_saysWhich() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{}");

        assertThatThrownBy(() -> LocalTokenizer.open(file))
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("tokenizer.json");
    }
}

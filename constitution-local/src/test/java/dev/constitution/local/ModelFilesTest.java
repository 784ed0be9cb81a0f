package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
    @TempDir
    private Path folder;

    @Test
    void resolve_path_isThatFile() throws IOException {
        Path file = gguf("a.gguf");

        assertThat(files(Hosts.linux("CONSTITUTION_MODEL", "/other")).resolve(file.toString()))
                .isEqualTo(file);
    }

    @Test
    void resolve_missingPath_throws() {
        assertThatThrownBy(() -> files(Hosts.linux()).resolve("/no/such.gguf"))
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("there is no model file /no/such.gguf");
    }

    @Test
    void resolve_notGguf_throws() throws IOException {
        Path file = Files.writeString(folder.resolve("model.safetensors"), "{}");

        assertThatThrownBy(() -> files(Hosts.linux()).resolve(file.toString()))
                .hasMessageContaining("is not a GGUF file");
    }

    @Test
    void resolve_emptyWithVariable_isThatFile() throws IOException {
        Path file = gguf("a.gguf");

        assertThat(files(Hosts.linux("CONSTITUTION_MODEL", file.toString())).resolve(""))
                .isEqualTo(file);
    }

    @Test
    void resolve_emptyWithPropertyAndVariable_prefersTheProperty() throws IOException {
        Path file = gguf("a.gguf");
        Host host = new Host(Map.of("CONSTITUTION_MODEL", "/other"), Map.of("constitution.model", file.toString()));

        assertThat(files(host).resolve("")).isEqualTo(file);
    }

    @Test
    void resolve_variableNamesMissingFile_throwsAndDoesNotFetch() {
        assertThatThrownBy(() -> files(Hosts.linux("CONSTITUTION_MODEL", "/no/such.gguf"))
                        .resolve(""))
                .hasMessageContaining("the environment variable CONSTITUTION_MODEL names")
                .hasMessageContaining("does not exist");
    }

    @Test
    void resolve_offlineByVariableWithEmptyCache_throws() {
        Host host = Hosts.linux("CONSTITUTION_CACHE", folder.toString(), "CONSTITUTION_OFFLINE", "1");

        assertThatThrownBy(() -> ModelFiles.builder()
                        .host(host)
                        .downloadIfMissing()
                        .build()
                        .resolve(""))
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("fetching is switched off by the environment variable CONSTITUTION_OFFLINE");
    }

    @Test
    void resolve_emptyCacheAndNotToldToFetch_saysHowToAllowIt() {
        Host host = Hosts.linux("CONSTITUTION_CACHE", folder.toString());

        assertThatThrownBy(() -> files(host).resolve(""))
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("no intact file " + folder)
                .hasMessageContaining("to allow it, call downloadIfMissing() on the builder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void resolve_hubReference_saysToDownload() {
        assertThatThrownBy(() -> files(Hosts.linux()).resolve("hf:owner/repo/file.gguf"))
                .hasMessageContaining("download the GGUF file and give its path");
    }

    @Test
    void load_truncatedFile_throwsWithLlamasReason() throws IOException {
        Path file = Files.copy(Embedded.FILE, folder.resolve("cut.gguf"), StandardCopyOption.REPLACE_EXISTING);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(50_000_000);
        }

        assertThatThrownBy(() -> LlamaModel.load(LlamaRuntime.api(), file))
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("is not within the file bounds");
    }

    @Test
    void load_headerOfZeros_throws() throws IOException {
        assertThatThrownBy(() -> LlamaModel.load(LlamaRuntime.api(), gguf("zeros.gguf")))
                .isInstanceOf(LocalModelException.class)
                .hasMessageContaining("failed to load model");
    }

    private Path gguf(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "GGUF" + "\0".repeat(100));
    }

    private static ModelFiles files(Host host) {
        return ModelFiles.builder().host(host).build();
    }
}

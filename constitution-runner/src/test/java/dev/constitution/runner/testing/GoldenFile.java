package dev.constitution.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that holds what an output is, byte for byte. It is written anew with {@code -Dconstitution.golden.write=true}.
 *
 * @param path beneath the runner's test resources
 */
public record GoldenFile(String path) {
    private static final Path ROOT = Path.of("src/test/resources/dev/constitution/runner");

    /** The text is the file's. */
    public void requireEqual(String text) throws IOException {
        Path file = ROOT.resolve(path);
        if (Boolean.getBoolean("constitution.golden.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}

package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final byte[] abc = "abc".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void hex_bytesFileOrStream_isTheSame() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();

        assertThat(Sha256.hex(abc)).isEqualTo(OF_ABC);
        assertThat(Sha256.hex(Files.write(folder.resolve("abc"), abc))).isEqualTo(OF_ABC);
        assertThat(Sha256.copy(new ByteArrayInputStream(abc), copy)).isEqualTo(OF_ABC);
        assertThat(copy.toByteArray()).isEqualTo(abc);
    }

    @Test
    void of_loneSurrogates_countAsThemselves() {
        assertThat(Sha256.of("\ud800")).isNotEqualTo(Sha256.of("\ud801"));
        assertThat(Sha256.of("ab")).isEqualTo(Sha256.digest().digest(new byte[] {0, 'a', 0, 'b'}));
    }
}

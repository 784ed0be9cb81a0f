package dev.constitution.runner.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerBodyTest {
    private static final long HEAP = 32 << 20;
    private static final String TEXT = "{\"content\":\"Grüße, 客单价\"}";

    private static String text(byte[] body, @Nullable String encoding, @Nullable String type) throws IOException {
        try (AnswerRoom.Claim claim = new AnswerRoom(HEAP).claim()) {
            return new AnswerBody(claim, () -> {}, false).text(body, encoding, type);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] deflated(boolean withoutHead) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(6, withoutHead))) {
            out.write(TEXT.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"gzip", "identity"})
    void text_compressedOrNot_isTheSameWhateverTheHeaderSays(@Nullable String encoding) throws IOException {
        assertThat(text(gzip(TEXT.getBytes(UTF_8)), encoding, null)).isEqualTo(TEXT);
        assertThat(text(TEXT.getBytes(UTF_8), encoding, null)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void text_deflated_isReadWithOrWithoutItsHead(boolean withoutHead) throws IOException {
        assertThat(text(deflated(withoutHead), "Deflate", null)).isEqualTo(TEXT);
    }

    @Test
    void text_charsetThatIsNotTheBodys_goesByTheBytes() throws IOException {
        assertThat(text(TEXT.getBytes(UTF_8), null, "application/json; charset=ISO-8859-1"))
                .isEqualTo(TEXT);
        assertThat(text(TEXT.getBytes(UTF_16), null, "application/json")).isEqualTo(TEXT);
        assertThat(text("Grüße".getBytes(ISO_8859_1), null, "text/plain; charset=\"latin1\""))
                .isEqualTo("Grüße");
        assertThat(text("Grüße".getBytes(ISO_8859_1), null, "application/json; charset=nobody-knows"))
                .isEqualTo("Gr\ufffd\ufffde");
    }

    @Test
    void text_growsBeyondTheLimit_isRefused() throws IOException {
        byte[] bomb = gzip(new byte[2 << 20]);

        assertThatThrownBy(() -> text(bomb, "gzip", null)).hasMessageContaining("longer than 1 MiB");
    }
}

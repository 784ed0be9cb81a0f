package dev.constitution.runner.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextBytesTest {
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Test
    void json_textsOfAnyCharacters_isWhatJacksonWrites() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            String text = text(random);
            assertEquals('"' + new String(TextBytes.of(text).json(), StandardCharsets.US_ASCII) + '"', written(text));
        }
    }

    @Test
    void json_ofATextAskedForAgainAndOfOthersBetween_isItsOwn() throws IOException {
        Random random = new Random(5);
        String[] texts = new String[1_000];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(random) + " ".repeat(40) + i;
        }
        for (int i = 0; i < 20_000; i++) {
            String text = texts[random.nextInt(texts.length)];
            TextBytes bytes = TextBytes.of(text);
            assertEquals(
                    text, Json.read('"' + new String(bytes.json(), StandardCharsets.US_ASCII) + '"', String.class));
            assertEquals(LoneSurrogates.escaped(text), new String(bytes.utf8(), StandardCharsets.UTF_8));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(80); left > 0; left--) {
            text.append((char) (random.nextInt(12) > 0 ? random.nextInt(128) : random.nextInt(1 << 16)));
        }
        return text.toString();
    }

    private static String written(String text) throws IOException {
        StringWriter written = new StringWriter();
        try (JsonGenerator json = ASCII.createGenerator(written)) {
            json.writeString(text);
        }
        return written.toString();
    }
}

package dev.constitution.runner.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** One tree after another as JSON in UTF-8, in memory that is used again. Not thread-safe. */
public final class JsonBytes extends ByteArrayOutputStream {
    private static final int USUAL = 4096;

    /** What is longer takes memory of its own, which is let go of. */
    private static final int MOST_KEPT = 1 << 20;

    /** Writes bytes as UTF-8 has them; by default what takes four bytes there is written as two escapes. */
    private static final JsonFactory UTF8 = new JsonFactoryBuilder()
            .recyclerPool(Json.BUFFERS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    public JsonBytes() {
        super(USUAL);
    }

    /** Holds this tree and nothing else: the bytes that {@link Json#line} gives as UTF-8. */
    public JsonBytes of(JsonNode tree) {
        if (buf.length > MOST_KEPT) {
            buf = new byte[USUAL];
        }
        reset();
        try (JsonGenerator json = UTF8.createGenerator(this)) {
            json.setCodec(Json.MAPPER);
            json.writeTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        if (mayHoldLoneSurrogate()) {
            reset();
            writeBytes(Json.line(json -> json.writeTree(tree)).getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Jackson writes its escape with other digits. */
    private boolean mayHoldLoneSurrogate() {
        for (int i = count - 3; i >= 0; i--) {
            if (buf[i] == '\\' && buf[i + 1] == 'u' && buf[i + 2] == 'D') {
                return true;
            }
        }
        return false;
    }
}

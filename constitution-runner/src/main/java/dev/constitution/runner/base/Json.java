package dev.constitution.runner.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes and reads the runner's JSON: one line a value, lone surrogates as escapes, so that no text is lost. */
public final class Json {
    /**
     * Of several threads, those that write or read at a moment share buffers. By default each thread keeps some of its own,
     * 32 KB, and there are as many threads as calls in flight.
     */
    public static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.sharedConcurrentDequePool();

    public static final ObjectMapper MAPPER =
            new ObjectMapper(JsonFactory.builder().recyclerPool(BUFFERS).build());

    private Json() {}

    /** Writes one value. */
    @FunctionalInterface
    public interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    public static String line(Writing writing) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        return LoneSurrogates.escaped(text.toString());
    }

    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds a record that is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}

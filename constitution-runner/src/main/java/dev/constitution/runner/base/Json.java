package dev.constitution.runner.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.chat.Tool;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads the runner's JSON: one line a value, lone surrogates as escapes, so that no text is lost. Records say by
 * their components and annotations what their JSON is. That Jackson finds out at a record's first use, which takes tens of
 * milliseconds where there are many: what a run does before its first request writes trees instead.
 */
public final class Json {
    /**
     * Of several threads, those that write or read at a moment share buffers. By default each thread keeps some of its own,
     * 32 KB, and there are as many threads as calls in flight.
     */
    public static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.sharedConcurrentDequePool();

    /** What was written is read, however long a text in it is; what comes from outside has bounds of its own. */
    private static final StreamReadConstraints ANY_LENGTH =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

    private static final JsonSetter.Value EMPTY_IF_ABSENT = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    /** Knows optional fields; a list or map that is not there is read as an empty one, and a field unknown here is let be. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(BUFFERS)
                    .streamReadConstraints(ANY_LENGTH)
                    .build())
            .addModule(new Jdk8Module())
            .addModule(messages())
            .addMixIn(Message.class, ByText.class)
            .addMixIn(Message.Role.class, ByLabel.class)
            .addMixIn(Tool.class, ByDefinition.class)
            .addMixIn(FailureKind.class, ByLabel.class)
            .withConfigOverride(List.class, lists -> lists.setSetterInfo(EMPTY_IF_ABSENT))
            .withConfigOverride(Map.class, maps -> maps.setSetterInfo(EMPTY_IF_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ObjectReader EXACT = MAPPER.reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private Json() {}

    /** An enumeration of the library that stands in JSON by its labels. */
    private interface ByLabel {
        @JsonValue
        String label();
    }

    /**
     * A turn stands in JSON by its speaker and its text, whatever message of a program it stands for; one that does something
     * with tools or holds images also by LangChain4j's JSON of it, {@code turn}.
     */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // Jackson reads the signatures alone
    private abstract static class ByText {
        @JsonCreator
        ByText(
                @JsonProperty("role") Message.Role role,
                @JsonProperty("content") String content,
                @JsonProperty("turn") Optional<ChatMessage> carried) {}

        @JsonProperty("turn")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonSerialize(using = BeyondText.class)
        abstract Optional<ChatMessage> carried();

        @JsonIgnore
        abstract boolean isOfTools();
    }

    /** A tool stands in JSON by its definition, a text. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable", "DoNotCallSuggester"}) // Jackson reads the signatures alone
    private abstract static class ByDefinition {
        @JsonCreator
        static Tool of(String definition) {
            throw new UnsupportedOperationException();
        }

        @JsonValue
        abstract String definition();
    }

    /** Writes LangChain4j's message as it does for itself to read; one that its text says all of is none. */
    private static final class BeyondText extends StdSerializer<Optional<ChatMessage>> {
        private static final long serialVersionUID = 1L;

        BeyondText() {
            super(Optional.class, false);
        }

        @Override
        public boolean isEmpty(SerializerProvider any, Optional<ChatMessage> message) {
            return message.isEmpty() || Message.of(message.get()).beyondText().isEmpty();
        }

        @Override
        public void serialize(Optional<ChatMessage> message, JsonGenerator json, SerializerProvider any)
                throws IOException {
            json.writeString(ChatMessageSerializer.messageToJson(message.orElseThrow()));
        }
    }

    /** Reads LangChain4j's messages as it does itself. */
    private static SimpleModule messages() {
        SimpleModule module = new SimpleModule();
        module.addDeserializer(ChatMessage.class, new StdDeserializer<>(ChatMessage.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public ChatMessage deserialize(JsonParser json, DeserializationContext any) throws IOException {
                return ChatMessageDeserializer.messageFromJson(json.getText());
            }
        });
        return module;
    }

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

    /** A tree, as the bytes that {@link #line} gives as UTF-8. */
    public static byte[] utf8(JsonNode tree) {
        return new JsonBytes().of(tree).toByteArray();
    }

    /** A record, or whatever else Jackson writes by itself. */
    public static String line(Object value) {
        return line(MAPPER.writer(), value);
    }

    public static String line(ObjectWriter writer, Object value) {
        try {
            return LoneSurrogates.escaped(writer.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
    }

    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    /** The same for what is handed on as it stands: no number loses digits. */
    public static JsonNode parseExactly(String text) {
        try {
            return EXACT.readTree(text);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    /** The record that was written as this text. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    private static IllegalStateException notJson(JsonProcessingException e) {
        return new IllegalStateException("the store holds a record that is not JSON", e);
    }
}

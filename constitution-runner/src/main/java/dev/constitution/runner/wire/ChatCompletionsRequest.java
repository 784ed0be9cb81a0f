package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LangChainTurn;
import dev.constitution.runner.base.TextBytes;
import dev.constitution.runner.base.ToolsJson;
import dev.constitution.runner.wire.RefusedParameters.Change;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests in the form of OpenAI's chat completions. They are streamed: every call makes one, the run's first too. */
public final class ChatCompletionsRequest {

    /** All but ASCII as escapes: that also carries lone surrogates, which UTF-8 cannot hold. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .recyclerPool(Json.BUFFERS)
            .build();

    /** What a row may ask for; anything else is the server's to choose. */
    private static final Set<ImageContent.DetailLevel> DETAILS =
            EnumSet.of(ImageContent.DetailLevel.LOW, ImageContent.DetailLevel.HIGH);

    private ChatCompletionsRequest() {}

    /**
     * The request's body.
     *
     * @throws UnsupportedFeatureException when it asks for a form of the answer, or says what the form cannot say
     */
    public static byte[] write(ChatRequest request, ChatCompletionsModel.LengthField lengthField) {
        return write(request, lengthField, Set.of());
    }

    /** The same, for a server that wants some of it otherwise. */
    static byte[] write(ChatRequest request, ChatCompletionsModel.LengthField lengthField, Set<Change> changes) {
        ChatRequestParameters parameters = request.parameters();
        if (parameters.responseFormat() != null) {
            throw new UnsupportedFeatureException("models by name answer in text: ask without a response format");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(likelyBytes(request));
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model", parameters.modelName());
            json.writeArrayFieldStart("messages");
            for (ChatMessage message : request.messages()) {
                message(json, message);
            }
            json.writeEndArray();
            ToolsJson.write(json, parameters);
            number(json, "temperature", parameters.temperature());
            number(json, "top_p", parameters.topP());
            number(json, "frequency_penalty", parameters.frequencyPenalty());
            number(json, "presence_penalty", parameters.presencePenalty());
            ChatCompletionsModel.LengthField length =
                    changes.contains(Change.OTHER_LENGTH_FIELD) ? lengthField.other() : lengthField;
            number(json, length.label(), parameters.maxOutputTokens());
            if (parameters.stopSequences() != null
                    && !parameters.stopSequences().isEmpty()) {
                json.writeArrayFieldStart("stop");
                for (String stop : parameters.stopSequences()) {
                    json.writeString(stop);
                }
                json.writeEndArray();
            }
            if (parameters instanceof SamplingParameters sampling) {
                sampling(json, sampling);
            }
            if (changes.contains(Change.STREAMED)) {
                json.writeBooleanField("stream", true);
                json.writeObjectFieldStart("stream_options");
                json.writeBooleanField("include_usage", true);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** What most requests take; one with many escapes takes more. */
    private static int likelyBytes(ChatRequest request) {
        int bytes = 512;
        for (ChatMessage message : request.messages()) {
            int characters = characters(message);
            bytes += 40 + characters + characters / 16;
        }
        return bytes;
    }

    private static int characters(ChatMessage message) {
        if (!(message instanceof UserMessage user) || user.hasSingleText()) {
            return LangChainTurn.of(message).content().length();
        }
        int characters = 0;
        for (Content content : user.contents()) {
            String data = content instanceof ImageContent image ? image.image().base64Data() : null;
            characters += 100
                    + (content instanceof TextContent text ? text.text().length() : data == null ? 0 : data.length());
        }
        return characters;
    }

    private static void message(JsonGenerator json, ChatMessage message) throws IOException {
        json.writeStartObject();
        if (message instanceof SystemMessage system) {
            turn(json, "system", system.text());
        } else if (message instanceof UserMessage user && user.hasSingleText()) {
            turn(json, "user", user.singleText());
        } else if (message instanceof UserMessage user && LangChainTurn.images(user) > 0) {
            json.writeStringField("role", "user");
            contents(json, user.contents());
        } else if (message instanceof AiMessage answer && answer.hasToolExecutionRequests()) {
            turn(json, "assistant", Objects.requireNonNullElse(answer.text(), ""));
            ToolsJson.writeCalls(json, answer.toolExecutionRequests());
        } else if (message instanceof AiMessage answer && answer.text() != null) {
            turn(json, "assistant", answer.text());
        } else if (message instanceof ToolExecutionResultMessage result && result.hasSingleText()) {
            turn(json, "tool", result.text());
            json.writeStringField("tool_call_id", result.id());
        } else {
            throw new UnsupportedFeatureException("models by name take text and images, not " + message.type());
        }
        json.writeEndObject();
    }

    private static void contents(JsonGenerator json, List<Content> contents) throws IOException {
        json.writeArrayFieldStart("content");
        for (Content content : contents) {
            json.writeStartObject();
            if (content instanceof TextContent text) {
                json.writeStringField("type", "text");
                json.writeStringField("text", text.text());
            } else if (content instanceof ImageContent image) {
                json.writeStringField("type", "image_url");
                json.writeObjectFieldStart("image_url");
                url(json, image.image());
                if (DETAILS.contains(image.detailLevel())) {
                    json.writeStringField("detail", image.detailLevel().name().toLowerCase(Locale.ROOT));
                }
                json.writeEndObject();
            } else {
                throw new UnsupportedFeatureException("models by name take text and images, not " + content.type());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An image's own address, or its bytes in one. */
    private static void url(JsonGenerator json, Image image) throws IOException {
        if (image.url() != null) {
            json.writeStringField("url", image.url().toString());
            return;
        }
        byte[] url = ("data:" + image.mimeType() + ";base64," + image.base64Data()).getBytes(StandardCharsets.US_ASCII);
        json.writeFieldName("url");
        json.writeUTF8String(url, 0, url.length);
    }

    private static void turn(JsonGenerator json, String role, String text) throws IOException {
        json.writeStringField("role", role);
        json.writeFieldName("content");
        byte[] content = TextBytes.of(text).json();
        json.writeRawUTF8String(content, 0, content.length);
    }

    private static void sampling(JsonGenerator json, SamplingParameters sampling) throws IOException {
        number(json, "seed", WireSeed.of(sampling));
        Integer topLogprobs = sampling.topLogprobs();
        if (topLogprobs != null && topLogprobs > 0) {
            json.writeBooleanField("logprobs", true);
            json.writeNumberField("top_logprobs", topLogprobs);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Number value) throws IOException {
        if (value instanceof Integer whole) {
            json.writeNumberField(name, whole);
        } else if (value != null) {
            json.writeNumberField(name, value.doubleValue());
        }
    }
}

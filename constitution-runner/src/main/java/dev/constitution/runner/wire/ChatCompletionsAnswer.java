package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.runner.base.Json;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads answers in the form of OpenAI's chat completions, of which the first choice counts. Used once, by one thread. */
public final class ChatCompletionsAnswer {
    private static final JsonFactory JSON =
            JsonFactory.builder().recyclerPool(Json.BUFFERS).build();

    /** What OpenRouter, vLLM, SGLang and DeepSeek say of answers that they could not finish. */
    private static final Set<String> BROKEN_OFF = Set.of("error", "abort", "insufficient_system_resource");

    private final ChatCompletionMetadata.Builder metadata = new ChatCompletionMetadata.Builder();
    private boolean choice;
    private @Nullable String text;
    private @Nullable String refusal;

    private ChatCompletionsAnswer() {}

    /**
     * The response in an answer's body.
     *
     * @throws MalformedAnswerException when there is none
     * @throws ContentFilteredException when the model refused in the form that OpenAI has for it
     */
    public static ChatResponse read(String body) {
        ChatCompletionsAnswer answer = new ChatCompletionsAnswer();
        try (JsonParser json = JSON.createParser(body)) {
            answer.readWhole(json);
        } catch (IOException e) {
            throw new MalformedAnswerException(body, new UncheckedIOException(e));
        }
        if (answer.refusal != null) {
            throw new ContentFilteredException(answer.refusal);
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.builder().text(answer.text).build())
                .metadata(answer.metadata.build())
                .build();
    }

    private void readWhole(JsonParser json) throws IOException {
        require(json, json.nextToken() == JsonToken.START_OBJECT, "the answer is no JSON object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> metadata.id(json.getValueAsString());
                case "model" -> metadata.modelName(json.getValueAsString());
                case "choices" -> choices(json);
                case "usage" -> metadata.tokenUsage(ChatCompletionsUsage.read(json));
                default -> json.skipChildren();
            }
        }
        require(json, choice, "the answer holds no choice");
    }

    private void choices(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (choice || json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
            } else {
                choice(json);
            }
        }
    }

    private void choice(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("message") && value == JsonToken.START_OBJECT) {
                message(json);
                choice = true;
            } else if (name.equals("finish_reason")) {
                String reason = json.getValueAsString();
                require(json, reason == null || !BROKEN_OFF.contains(reason), "the answer broke off: " + reason);
                metadata.finishReason(finishReason(reason));
            } else if (name.equals("logprobs") && value == JsonToken.START_OBJECT) {
                metadata.logprobs(ChatCompletionsLogprobs.read(json));
            } else {
                json.skipChildren();
            }
        }
    }

    private void message(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("content")) {
                require(json, value.isScalarValue(), "the answer's content is no text");
                text = json.getValueAsString();
            } else if (name.equals("refusal")) {
                refusal = json.getValueAsString();
            } else {
                json.skipChildren();
            }
        }
    }

    private static @Nullable FinishReason finishReason(@Nullable String label) {
        return label == null
                ? null
                : switch (label) {
                    case "stop" -> FinishReason.STOP;
                    case "length", "model_length" -> FinishReason.LENGTH;
                    case "content_filter" -> FinishReason.CONTENT_FILTER;
                    case "tool_calls", "function_call" -> FinishReason.TOOL_EXECUTION;
                    default -> FinishReason.OTHER;
                };
    }

    private static void require(JsonParser json, boolean holds, String fault) throws IOException {
        if (!holds) {
            throw new JsonParseException(json, fault);
        }
    }
}

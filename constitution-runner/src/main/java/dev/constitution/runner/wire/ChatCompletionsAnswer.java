package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.runner.base.Json;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers in the form of OpenAI's chat completions, whole or in pieces, of which the first choice counts. Used once,
 * by one thread.
 */
public final class ChatCompletionsAnswer {
    private static final JsonFactory JSON =
            JsonFactory.builder().recyclerPool(Json.BUFFERS).build();

    private final String body;
    private final ChatCompletionMetadata.Builder metadata = new ChatCompletionMetadata.Builder();
    private final List<ChatCompletionsChoice> choices = new ArrayList<>(1);
    private @Nullable TokenUsage usage;
    private boolean failed;

    private ChatCompletionsAnswer(String body) {
        this.body = body;
    }

    /**
     * The response in an answer's body.
     *
     * @throws MalformedAnswerException when there is none
     * @throws ContentFilteredException when the model refused in the form that OpenAI has for it
     * @throws RuntimeException LangChain4j's exceptions when the body says that nothing was answered
     */
    public static ChatResponse read(String body) {
        ChatCompletionsAnswer answer = new ChatCompletionsAnswer(body);
        int start = ServerSentEvents.start(body);
        boolean complete = true;
        try {
            if (ServerSentEvents.isAt(body, start)) {
                complete = answer.readPieces(start);
            } else {
                answer.readPart(start == 0 ? body : body.substring(start));
            }
        } catch (IOException e) {
            throw malformed(body, start, new UncheckedIOException(e));
        }
        return answer.response(complete);
    }

    private static MalformedAnswerException malformed(String body, int start, RuntimeException cause) {
        if (start == body.length()) {
            return new MalformedAnswerException(body, new IllegalStateException("it is empty"));
        }
        return new MalformedAnswerException(
                body,
                body.charAt(start) == '<'
                        ? new IllegalStateException("it is a web page; is this the address of the API?")
                        : cause);
    }

    private ChatResponse response(boolean complete) {
        if (failed || choices.isEmpty()) {
            throw ErrorInAnswer.of(body);
        }
        ChatCompletionsChoice choice = ChatCompletionsChoice.answering(choices);
        String refusal = choice.refusal();
        if (refusal != null) {
            throw new ContentFilteredException(refusal);
        }
        FinishReasons ending = choice.ending();
        if (ending == FinishReasons.BROKEN_OFF) {
            throw unfit("the answer broke off: " + choice.word());
        } else if (ending != FinishReasons.HELD_BACK && (ending == FinishReasons.TOOL || choice.callsTool())) {
            throw unfit("the model called a tool instead of answering");
        } else if (!complete && ending == null) {
            throw unfit("the answer broke off: its last piece is missing");
        }
        String text = choice.text();
        String thoughts = choice.thoughts();
        boolean blank = text == null || text.isBlank();
        requireSpace(ending, blank && thoughts == null);
        if (blank && ending == FinishReasons.WHOLE && usage == null && thoughts == null) {
            throw unfit("it has neither text nor a count of tokens: the provider behind the server failed");
        }
        metadata.tokenUsage(usage);
        metadata.finishReason(ending == null ? null : ending.reason());
        metadata.logprobs(choice.logprobs());
        return ChatResponse.builder()
                .aiMessage(AiMessage.builder().text(text).thinking(thoughts).build())
                .metadata(metadata.build())
                .build();
    }

    /** Some servers cut the prompt so that it fills the model's context, and have no token left for the answer. */
    private void requireSpace(@Nullable FinishReasons ending, boolean nothingSaid) {
        Integer written = usage == null ? null : usage.outputTokenCount();
        if (nothingSaid && ending == FinishReasons.CUT_OFF && written != null && written <= 1 && written >= 0) {
            throw new InvalidRequestException(
                    "the prompt fills the model's context length: the answer was cut off after " + written + " tokens");
        }
    }

    private MalformedAnswerException unfit(String why) {
        return new MalformedAnswerException(body, new IllegalStateException(why));
    }

    /** Reads an answer in pieces; whether the last one came. */
    private boolean readPieces(int start) throws IOException {
        boolean complete = false;
        for (String piece : ServerSentEvents.data(body, start)) {
            if (piece.equals(ServerSentEvents.LAST)) {
                complete = true;
            } else {
                readPart(piece);
            }
        }
        return complete;
    }

    /** Reads the answer, or a piece of it. */
    private void readPart(String part) throws IOException {
        try (JsonParser json = JSON.createParser(part)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                failed = true;
                return;
            }
            if (first != JsonToken.START_OBJECT) {
                throw new JsonParseException(json, "the answer is no JSON object");
            }
            readObject(json);
        }
    }

    private void readObject(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> metadata.id(json.getValueAsString());
                case "model" -> model(json.getValueAsString());
                case "choices" -> choices(json);
                case "usage" -> usage(json);
                case "error" -> error(json);
                default -> json.skipChildren();
            }
        }
    }

    /** No name is told by an empty one. */
    private void model(@Nullable String name) {
        if (name != null && !name.isEmpty()) {
            metadata.modelName(name);
        }
    }

    private void usage(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            usage = TokenCounts.read(json).usage();
        } else {
            json.skipChildren();
        }
    }

    /** Many servers always send the field: null, an empty text or an empty object are no error. */
    private void error(JsonParser json) throws IOException {
        JsonNode error = Json.MAPPER.readTree(json);
        failed |= error.isContainerNode() ? !error.isEmpty() : !error.asText("").isEmpty() && !error.isNull();
    }

    private void choices(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                ChatCompletionsChoice read = new ChatCompletionsChoice();
                if (read.read(json)) {
                    add(read);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void add(ChatCompletionsChoice read) {
        for (ChatCompletionsChoice begun : choices) {
            if (begun.index() == read.index()) {
                begun.append(read);
                return;
            }
        }
        choices.add(read);
    }
}

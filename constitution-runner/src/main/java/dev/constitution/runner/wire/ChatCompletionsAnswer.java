package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ToolsJson;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers in the form of OpenAI's chat completions, whole or in pieces, of which the first choice counts. Used once,
 * by one thread.
 */
public final class ChatCompletionsAnswer {
    /** Servers write numbers that are none, among log-probabilities for example, and line breaks in texts as they are. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .recyclerPool(Json.BUFFERS)
            .build();

    private final String body;
    private final boolean mayCallTools;
    private final ChatCompletionMetadata.Builder metadata = new ChatCompletionMetadata.Builder();
    private final List<ChatCompletionsChoice> choices = new ArrayList<>(1);
    private @Nullable TokenUsage usage;
    private boolean inPieces;
    private boolean closed;
    private @Nullable JsonNode error;

    private ChatCompletionsAnswer(String body, boolean mayCallTools) {
        this.body = body;
        this.mayCallTools = mayCallTools;
    }

    /**
     * The response in an answer's body.
     *
     * @throws MalformedAnswerException when there is none
     * @throws ContentFilteredException when the model refused in the form that OpenAI has for it
     * @throws RuntimeException LangChain4j's exceptions when the body says that nothing was answered
     */
    public static ChatResponse read(String body) {
        return read(body, false);
    }

    /** The same of a request that may name tools: then a call of one is a response. */
    public static ChatResponse read(ChatRequest request, String body) {
        return read(body, ToolsJson.areIn(request.parameters()));
    }

    private static ChatResponse read(String body, boolean mayCallTools) {
        ChatCompletionsAnswer answer = new ChatCompletionsAnswer(body, mayCallTools);
        int start = ServerSentEvents.start(body);
        try {
            if (ServerSentEvents.isAt(body, start)) {
                answer.readEvents(start);
            } else {
                answer.readDocuments(start == 0 ? body : body.substring(start));
            }
        } catch (IOException e) {
            if (answer.error == null) {
                throw UnreadableAnswer.of(body, e);
            }
        }
        return answer.response();
    }

    private ChatResponse response() {
        if (error != null) {
            throw ErrorInAnswer.of(body, error);
        } else if (choices.isEmpty()) {
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
            return call(choice);
        } else if (inPieces && ending == null && !(closed && (usage != null || !choice.hasPlaceForEnd()))) {
            throw unfit("the answer broke off: no piece of it says how it ended");
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

    /** Of a model that knows no tools it is no answer. */
    private ChatResponse call(ChatCompletionsChoice choice) {
        if (!mayCallTools) {
            throw unfit("the model called a tool instead of answering");
        }
        metadata.tokenUsage(usage);
        metadata.finishReason(FinishReason.TOOL_EXECUTION);
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(choice.calls()))
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

    /** Reads an answer in pieces; one that is torn is no fault of its own where another says what happened. */
    private void readEvents(int start) throws IOException {
        inPieces = true;
        IOException torn = null;
        for (ServerSentEvents.Event event : ServerSentEvents.in(body, start)) {
            if (event.isLast()) {
                closed = true;
            } else if (event.isError()) {
                failed(ErrorInAnswer.of(event));
            } else {
                try {
                    readDocuments(event.data());
                } catch (JsonProcessingException e) {
                    torn = e;
                }
            }
        }
        if (torn != null) {
            throw torn;
        }
    }

    /** Reads the answer, or a piece of it, and what else stands behind it. */
    private void readDocuments(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                first = json.nextToken();
            }
            if (first != JsonToken.START_OBJECT) {
                throw new JsonParseException(json, "the answer is no JSON object");
            }
            readObject(json);
            boolean isWhole = hasEnd();
            try {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    inPieces = true;
                    readObject(json);
                }
            } catch (JsonProcessingException e) {
                if (!isWhole || inPieces) {
                    throw e;
                } // otherwise it is none of the answer: a proxy's remark, for example
            }
        }
    }

    private boolean hasEnd() {
        for (ChatCompletionsChoice choice : choices) {
            if (choice.word() != null) {
                return true;
            }
        }
        return false;
    }

    private void readObject(JsonParser json) throws IOException {
        boolean isPiece = false;
        ObjectNode words = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> metadata.id(text(json, value));
                case "model" -> model(text(json, value));
                case "choices" -> {
                    isPiece = true;
                    choices(json);
                }
                case "usage" -> usage(json);
                case "error", "base_resp" -> error(name, json);
                case "data", "result" -> {
                    if (value == JsonToken.START_OBJECT) {
                        readObject(json); // gateways put the answer into an envelope
                    } else {
                        json.skipChildren();
                    }
                }
                case "message", "detail", "code", "type" -> {
                    words = words == null ? Json.MAPPER.createObjectNode() : words;
                    words.set(name, Json.MAPPER.readTree(json));
                }
                default -> json.skipChildren();
            }
        }
        if (inPieces && !isPiece && words != null && words.has("message")) {
            failed(words);
        }
    }

    private static @Nullable String text(JsonParser json, JsonToken value) throws IOException {
        json.skipChildren();
        return value.isScalarValue() ? json.getValueAsString() : null;
    }

    private void failed(JsonNode why) {
        error = error == null ? why : error;
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

    private void error(String name, JsonParser json) throws IOException {
        JsonNode said = Json.MAPPER.readTree(json);
        if (ErrorInAnswer.isError(said)) {
            failed(Json.MAPPER.createObjectNode().set(name, said));
        }
    }

    private void choices(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                ChatCompletionsChoice read = new ChatCompletionsChoice();
                boolean says = read.read(json);
                JsonNode fault = read.error();
                if (fault != null) {
                    failed(Json.MAPPER.createObjectNode().set("error", fault));
                } else if (says) {
                    add(read);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void add(ChatCompletionsChoice read) {
        for (ChatCompletionsChoice begun : choices) {
            if (inPieces && begun.index() == read.index()) {
                begun.append(read);
                return;
            }
        }
        choices.add(read);
    }
}

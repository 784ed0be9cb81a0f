package dev.constitution.runner.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LangChainTurn;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.base.ToolsJson;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.wire.RefusedParameters.Change;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * A provider's model by way of LangChain4j, which writes the request and reads the answer: a LangChain4j model is opened
 * for each, on an HTTP client for that one exchange. Thread-safe.
 */
public final class LangChainWireModel implements BatchableModel {

    /** What is a provider's own. Stateless. */
    public interface Dialect {
        /** Opens LangChain4j's model on this client, with what it takes of the sampling only when it is built. */
        ChatModel open(HttpClientBuilder client, SamplingParameters sampling);

        /** The sampling in the provider's own terms. */
        default ChatRequestParameters parameters(SamplingParameters sampling, List<ChatMessage> messages) {
            return sampling;
        }

        /** The request as the provider takes it. */
        default ChatRequest taken(ChatRequest request) {
            return request;
        }

        /** The request marked with the beginnings that the provider is to keep for later ones, where it wants to be told. */
        default ChatRequest marked(ChatRequest request) {
            return request;
        }

        /** The request's body as it is sent: without what LangChain4j writes of its own accord. */
        default String sent(String body) {
            return body;
        }

        /** The request as it is sent, where more of it than the body is another than LangChain4j writes; goes before {@link #sent}. */
        default HttpRequest addressed(HttpRequest written) {
            return written;
        }

        /** Reads an answer without LangChain4j; empty where that is left to it. */
        default Optional<ChatResponse> read(ChatRequest request, String body) {
            return Optional.empty();
        }

        /** The parts of an answer, texts among them; a missing node where it has none. */
        default JsonNode parts(JsonNode answer) {
            return MissingNode.getInstance();
        }

        /** The response with what its body says and LangChain4j does not tell. */
        default ChatResponse told(ChatResponse response, String body) {
            return FinishReasonReader.told(response, body);
        }

        /** That the provider held the answer back, where a body that LangChain4j stumbles over says so. */
        default Optional<String> refusal(String body) {
            return Optional.empty();
        }
    }

    /** Texts cannot hold it: their quotes are escaped. */
    private static final Pattern TEXT = Pattern.compile("\"text\"\\s*+:");

    private final SamplingParameters defaults;
    private final ModelProvider provider;
    private final ModelHttpClient client;
    private final Dialect dialect;
    private final ModelNotes notes;
    private final RefusedParameters refused;

    /**
     * @param client what requests go through
     */
    public LangChainWireModel(String modelName, ModelProvider provider, ModelHttpClient client, Dialect dialect) {
        this.provider = provider;
        this.defaults = SamplingParameters.builder().modelName(modelName).build();
        this.client = client;
        this.dialect = dialect;
        this.notes = new ModelNotes(modelName);
        this.refused = new RefusedParameters(
                notes, EnumSet.complementOf(EnumSet.of(Change.OTHER_LENGTH_FIELD, Change.NO_LENGTH, Change.STREAMED)));
    }

    @Override
    public String send(ChatRequest request, int timeouts, AnswerRoom.Claim claim) {
        while (true) {
            Set<Change> changes = refused.changes();
            LangChainExchange exchange = LangChainExchange.sending(
                    written -> client.send(dialect.addressed(written), dialect::sent, timeouts, claim));
            try {
                var unused = exchanged(request, exchange, changes);
            } catch (RuntimeException e) {
                String body = exchange.body();
                if (body != null) {
                    return body;
                }
                if (!refused.learn(e, defaults.overrideWith(request.parameters()), changes)) {
                    throw e;
                }
                continue;
            }
            throw new IllegalStateException(this + " sent no request");
        }
    }

    @Override
    public Written written(ChatRequest request) {
        Set<Change> changes = refused.changes();
        String body = LoneSurrogates.escaped(
                dialect.sent(String.valueOf(request(request, changes).body())));
        return new Written(body, Change.form(changes));
    }

    @Override
    public boolean learns(ChatRequest request, String form, RuntimeException refusal) {
        return refused.learn(refusal, defaults.overrideWith(request.parameters()), Change.ofForm(form));
    }

    /** LangChain4j knows the headers. */
    @Override
    public ModelServer server() {
        HttpRequest any =
                request(ChatRequest.builder().messages(UserMessage.from("any")).build(), Set.of());
        return new ModelServer(client, client.address(), "", any.headers());
    }

    /** The request that LangChain4j would send. */
    private HttpRequest request(ChatRequest request, Set<Change> changes) {
        AtomicReference<HttpRequest> seen = new AtomicReference<>();
        LangChainExchange exchange = LangChainExchange.sending(written -> {
            seen.set(dialect.addressed(written));
            return "";
        });
        try {
            var unused = exchanged(request, exchange, changes);
        } catch (RuntimeException e) {
            HttpRequest written = seen.get();
            if (written != null) {
                return written;
            }
            throw e;
        }
        throw new IllegalStateException(this + " wrote no request");
    }

    @Override
    public ChatResponse read(ChatRequest request, String body) {
        ChatResponse response = AnswerLength.told(
                request,
                PromptSize.requireRead(request, dialect.read(request, body).orElseGet(() -> counted(request, body))));
        if (response.finishReason() == FinishReason.OTHER) {
            notes.add(
                    "answers end with the word \"" + FinishReasonReader.word(body) + "\", whose meaning is not known",
                    "");
        }
        return response;
    }

    /** What LangChain4j reads, with the tokens counted as the run's account counts them. */
    private ChatResponse counted(ChatRequest request, String body) {
        ChatResponse response = readByLangChain(request, body);
        return ChatResponse.builder()
                .aiMessage(response.aiMessage())
                .metadata(ChatResponseMetadata.builder()
                        .id(response.id())
                        .modelName(response.modelName())
                        .finishReason(response.finishReason())
                        .tokenUsage(TokenCounts.in(body).usage())
                        .build())
                .build();
    }

    /** LangChain4j throws whatever it stumbles over, a NullPointerException for example. */
    private ChatResponse readByLangChain(ChatRequest request, String body) {
        try {
            ChatResponse response = exchanged(withoutImages(request), LangChainExchange.answering(body), Set.of());
            AiMessage answer = response.aiMessage();
            boolean isEmpty = (answer.text() == null || answer.text().isBlank()) && !answer.hasToolExecutionRequests();
            if (isEmpty && body.contains("\"error\"")) {
                throw ErrorInAnswer.of(body);
            }
            ChatResponse told = dialect.told(response, body);
            if (told.aiMessage().hasToolExecutionRequests() && !ToolsJson.areIn(request.parameters())) {
                throw FinishReasonReader.calledTool(body);
            }
            return joined(told, body);
        } catch (ContentFilteredException | MalformedAnswerException e) {
            throw e;
        } catch (RuntimeException e) {
            return readWithoutText(body, e);
        }
    }

    /** What the body says where it holds no text for LangChain4j to read. */
    private ChatResponse readWithoutText(String body, RuntimeException stumbled) {
        Optional<String> refusal = dialect.refusal(body);
        if (refusal.isPresent()) {
            throw new ContentFilteredException(refusal.get(), stumbled);
        }
        if (stumbled instanceof LangChain4jException
                && HttpStatusException.body(stumbled).isPresent()) {
            throw stumbled;
        }
        FinishReasons ending = FinishReasons.of(FinishReasonReader.word(body));
        if (ending == FinishReasons.HELD_BACK) {
            throw new ContentFilteredException("the provider held the answer back: " + Words.shown(body), stumbled);
        } else if (ending == FinishReasons.CUT_OFF) {
            return ChatResponse.builder()
                    .aiMessage(AiMessage.builder().text("").build())
                    .finishReason(FinishReason.LENGTH)
                    .build();
        } else if (body.contains("\"error\"")) {
            throw ErrorInAnswer.of(body);
        }
        throw UnreadableAnswer.of(body, stumbled);
    }

    /** LangChain4j puts line breaks between the texts of one answer, wherever the provider has parted it. */
    private ChatResponse joined(ChatResponse response, String body) {
        if (TEXT.matcher(body).results().limit(2).count() < 2) {
            return response;
        }
        StringBuilder texts = new StringBuilder();
        int count = 0;
        boolean isAdjacent = true;
        for (JsonNode part : dialect.parts(Json.parse(body))) {
            if (part.path("text").isTextual() && !part.path("thought").asBoolean()) {
                texts.append(count > 0 && !isAdjacent ? "\n\n" : "")
                        .append(part.get("text").textValue());
                count++;
                isAdjacent = true;
            } else {
                isAdjacent = false;
            }
        }
        return count < 2
                ? response
                : ChatResponse.builder()
                        .aiMessage(response.aiMessage().toBuilder()
                                .text(texts.toString())
                                .build())
                        .metadata(response.metadata())
                        .build();
    }

    /** Nothing is sent, and some of LangChain4j's models fetch what an image refers to. */
    private static ChatRequest withoutImages(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        if (messages.stream().noneMatch(message -> LangChainTurn.images(message) > 0)) {
            return request;
        }
        return request.toBuilder()
                .messages(messages.stream()
                        .map(message -> LangChainTurn.images(message) > 0 ? UserMessage.from("[image]") : message)
                        .toList())
                .build();
    }

    private ChatResponse exchanged(ChatRequest request, LangChainExchange exchange, Set<Change> changes) {
        SamplingParameters sampling = RefusedParameters.without(defaults.overrideWith(request.parameters()), changes);
        ChatRequest asked = dialect.taken(ChatRequest.builder()
                .messages(request.messages())
                .parameters(dialect.parameters(sampling, request.messages()))
                .build());
        return dialect.open(exchange, sampling)
                .chat(changes.contains(Change.NO_CACHE_MARKS) ? asked : dialect.marked(asked));
    }

    @Override
    public SortedSet<String> notes() {
        return notes.all();
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return defaults;
    }

    @Override
    public ModelProvider provider() {
        return provider;
    }

    @Override
    public boolean sendsKey() {
        return client.sendsKey();
    }

    @Override
    public String toString() {
        return "LangChainWireModel[" + provider + " " + defaults.modelName() + "]";
    }
}

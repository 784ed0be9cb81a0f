package dev.constitution.runner.wire;

import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Optional;

/**
 * A provider's model by way of LangChain4j, which writes the request and reads the answer: a LangChain4j model is opened
 * for each, on an HTTP client for that one exchange. Thread-safe.
 */
public final class LangChainWireModel implements WireModel {

    /** What is a provider's own. Stateless. */
    public interface Dialect {
        /** Opens LangChain4j's model on this client, with what it takes of the sampling only when it is built. */
        ChatModel open(HttpClientBuilder client, SamplingParameters sampling);

        /** The sampling in the provider's own terms. */
        default ChatRequestParameters parameters(SamplingParameters sampling) {
            return sampling;
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

    private final SamplingParameters defaults;
    private final ModelProvider provider;
    private final ModelHttpClient client;
    private final Dialect dialect;

    /**
     * @param client what requests go through
     */
    public LangChainWireModel(String modelName, ModelProvider provider, ModelHttpClient client, Dialect dialect) {
        this.provider = provider;
        this.defaults = SamplingParameters.builder().modelName(modelName).build();
        this.client = client;
        this.dialect = dialect;
    }

    @Override
    public String send(ChatRequest request) {
        LangChainExchange exchange = LangChainExchange.sending(client);
        try {
            var unused = exchanged(request, exchange);
        } catch (RuntimeException e) {
            String body = exchange.body();
            if (body == null) {
                throw e;
            }
            return body;
        }
        throw new IllegalStateException(this + " sent no request");
    }

    /** LangChain4j throws whatever it stumbles over, a NullPointerException for example. */
    @Override
    public ChatResponse read(ChatRequest request, String body) {
        try {
            return dialect.told(exchanged(request, LangChainExchange.answering(body)), body);
        } catch (ContentFilteredException e) {
            throw e;
        } catch (RuntimeException e) {
            throw dialect.refusal(body)
                    .<RuntimeException>map(message -> new ContentFilteredException(message, e))
                    .orElseGet(() -> new MalformedAnswerException(body, e));
        }
    }

    private ChatResponse exchanged(ChatRequest request, LangChainExchange exchange) {
        SamplingParameters sampling = defaults.overrideWith(request.parameters());
        return dialect.open(exchange, sampling)
                .chat(ChatRequest.builder()
                        .messages(request.messages())
                        .parameters(dialect.parameters(sampling))
                        .build());
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

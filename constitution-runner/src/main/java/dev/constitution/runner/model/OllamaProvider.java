package dev.constitution.runner.model;

import static dev.langchain4j.model.ModelProvider.OLLAMA;

import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.wire.FinishReasonReader;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.constitution.runner.wire.WireSeed;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code ollama:MODEL}: a model served by Ollama, at {@code OLLAMA_BASE_URL} or on this machine; no key. It takes seeds and
 * penalties on repetition, and gives no log-probabilities. Its context window is set to fit the conversation, or is
 * {@code OLLAMA_CONTEXT_LENGTH}: left to itself, Ollama cuts the beginning off what is longer than a few thousand tokens.
 */
public final class OllamaProvider implements ModelProvider {
    /** Texts cannot hold it: their quotes are escaped. */
    private static final Pattern UNDONE = Pattern.compile("\"done\"\\s*:\\s*false");

    private static final String ADDRESS = "OLLAMA_BASE_URL";
    private static final String LOCAL = "http://localhost:11434";

    @Override
    public String scheme() {
        return "ollama";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        Endpoint endpoint = Endpoint.of(spec, address(settings), null);
        return endpoint.model(
                OLLAMA, new Chat(endpoint, OllamaWindow.of(settings.variable(OllamaWindow.VARIABLE))), settings);
    }

    /** LangChain4j would fetch images from their addresses here, on this machine. */
    @Override
    public ModelTraits traits(ModelSpec spec) {
        return ModelProvider.super.traits(spec).without(ModelTraits.Ability.IMAGES_BY_URL);
    }

    private static String address(ModelSettings settings) {
        String configured = settings.address(ADDRESS);
        return configured == null ? LOCAL : configured;
    }

    /** The address, and the window where it is fixed: with another one, other prompts are too long. */
    @Override
    public ModelIdentity identity(ModelSpec spec, ModelSettings settings) {
        String window = settings.variable(OllamaWindow.VARIABLE);
        return ModelIdentity.of(
                spec,
                Map.of(
                        ADDRESS,
                        spec.baseUrlOr(address(settings)),
                        OllamaWindow.VARIABLE,
                        window == null ? "one that fits" : window));
    }

    private record Chat(Endpoint endpoint, OllamaWindow window) implements LangChainWireModel.Dialect {
        @Override
        public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
            return OllamaChatModel.builder()
                    .httpClientBuilder(client)
                    .baseUrl(endpoint.baseUrl())
                    .modelName(endpoint.modelName())
                    .maxRetries(0)
                    .returnThinking(true)
                    .build();
        }

        @Override
        public String sent(String body) {
            return UnsetFields.EMPTY_LISTS.leftOut(body);
        }

        /** An answer that is not done was broken off, whatever the status. */
        @Override
        public ChatResponse told(ChatResponse response, String body) {
            if (UNDONE.matcher(body).find()) {
                throw new MalformedAnswerException(body, new IllegalStateException("the answer is not done"));
            }
            return FinishReasonReader.told(response, body);
        }

        @Override
        public ChatRequestParameters parameters(SamplingParameters sampling, List<ChatMessage> messages) {
            return OllamaChatRequestParameters.builder()
                    .overrideWith(sampling)
                    .seed(WireSeed.of(sampling))
                    .repeatPenalty(sampling.repeatPenalty())
                    .numCtx(window.of(sampling, messages))
                    .build();
        }
    }
}

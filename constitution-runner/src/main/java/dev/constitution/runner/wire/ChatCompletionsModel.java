package dev.constitution.runner.wire;

import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.internal.ExceptionMapper;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * A chat model behind OpenAI's chat completions, with seeds and log-probabilities; a penalty on repetition has no place in
 * that form and is left out. Thread-safe.
 *
 * <p>It writes and reads the form itself: LangChain4j's mapping costs several times what the rest of a call does (see
 * docs/decisions). Failures are LangChain4j's exceptions all the same.
 */
public final class ChatCompletionsModel implements BatchableModel {

    /** The field that limits the answer's length. */
    public enum LengthField {
        /** What OpenAI's newer models insist on. */
        MAX_COMPLETION_TOKENS("max_completion_tokens"),
        /** What other servers of this form know. */
        MAX_TOKENS("max_tokens");

        private final String label;

        LengthField(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        LengthField other() {
            return this == MAX_TOKENS ? MAX_COMPLETION_TOKENS : MAX_TOKENS;
        }
    }

    /** What is called at the server; where it has a path for each model, that of one. */
    private static final Pattern CALLED = Pattern.compile("(?:/deployments/[^/]+)?/chat/completions$");

    private static final Pattern VERSION = Pattern.compile("/(?:v\\d|openai|api)");

    private final SamplingParameters defaults;
    private final ModelProvider provider;
    private final URI address;
    private final LengthField lengthField;
    private final ModelHttpClient client;
    private final ModelNotes notes;
    private final RefusedParameters refused;

    /**
     * @param modelName as the server knows it
     * @param provider whose server it is
     * @param address what is called, a query with it
     */
    public ChatCompletionsModel(
            String modelName, ModelProvider provider, URI address, LengthField lengthField, ModelHttpClient client) {
        this.defaults = SamplingParameters.builder().modelName(modelName).build();
        this.provider = provider;
        this.address = address;
        this.lengthField = lengthField;
        this.client = client;
        this.notes = new ModelNotes(modelName);
        this.refused =
                new RefusedParameters(notes, EnumSet.complementOf(EnumSet.of(RefusedParameters.Change.NO_CACHE_MARKS)));
    }

    /** Where servers of this kind have a path that the address lacks. */
    private HttpStatusException withHint(HttpStatusException refusal) {
        boolean isPath = refusal.statusCode() == 404 || refusal.statusCode() == 405;
        return isPath && !VERSION.matcher(String.valueOf(address.getPath())).find()
                ? refusal.with(
                        "the address has no /v1 in it, which most servers of this kind have: write it at the end")
                : refusal;
    }

    @Override
    public String send(ChatRequest request, int timeouts, AnswerRoom.Claim claim) {
        SamplingParameters sampling = defaults.overrideWith(request.parameters());
        while (true) {
            Set<RefusedParameters.Change> changes = refused.changes();
            ChatRequest whole = request.toBuilder()
                    .parameters(RefusedParameters.without(sampling, changes))
                    .build();
            try {
                return client.post(address, ChatCompletionsRequest.write(whole, lengthField, changes), timeouts, claim);
            } catch (HttpStatusException e) {
                RuntimeException failure = ExceptionMapper.DEFAULT.mapException(withHint(e));
                if (!refused.learn(failure, sampling, changes)) {
                    throw failure;
                }
            }
        }
    }

    /** Never in pieces: nobody listens. */
    @Override
    public Written written(ChatRequest request) {
        SamplingParameters sampling = defaults.overrideWith(request.parameters());
        Set<RefusedParameters.Change> changes = refused.changes();
        ChatRequest whole = request.toBuilder()
                .parameters(RefusedParameters.without(sampling, changes))
                .build();
        byte[] json = ChatCompletionsRequest.write(whole, lengthField, RefusedParameters.Change.unstreamed(changes));
        return new Written(new String(json, StandardCharsets.US_ASCII), RefusedParameters.Change.form(changes));
    }

    @Override
    public boolean learns(ChatRequest request, String form, RuntimeException refusal) {
        return refused.learn(
                refusal, defaults.overrideWith(request.parameters()), RefusedParameters.Change.ofForm(form));
    }

    @Override
    public ModelServer server() {
        String called = address.toString().replaceFirst("\\?.*", "");
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        return new ModelServer(client, CALLED.matcher(called).replaceFirst(""), query, Map.of());
    }

    @Override
    public ChatResponse read(ChatRequest request, String body) {
        ChatResponse response =
                AnswerLength.told(request, PromptSize.requireRead(request, ChatCompletionsAnswer.read(request, body)));
        if (response.finishReason() == FinishReason.OTHER) {
            notes.add(
                    "answers end with the word \"" + FinishReasonReader.word(body) + "\", whose meaning is not known",
                    "");
        }
        return response;
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
        return "ChatCompletionsModel[" + defaults.modelName() + " at " + address + "]";
    }
}

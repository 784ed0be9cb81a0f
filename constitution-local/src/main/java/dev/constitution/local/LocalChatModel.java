package dev.constitution.local;

import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat model that runs a GGUF file inside this process.
 *
 * <p>An answer is determined by the model's file, the messages and the parameters, seed included: not by what ran before
 * or runs beside it. Parameters that neither the request nor the builder gives are: seed 0, temperature 0.2, topP 0.9,
 * topK 40, repeatPenalty 1.15 (over the last 256 tokens, the prompt's too), maxOutputTokens 256, no log-probabilities.
 * {@link SamplingParameters} carries those that LangChain4j has no name for. When the context is full before
 * maxOutputTokens are generated, the answer ends there, with finish reason {@code LENGTH}.
 *
 * <p>The model sees the request's messages in its own chat template and nothing else: no system message is added, also
 * where a template would have one of its own, as SmolLM2's. When the last message is an {@code AiMessage}, the model
 * continues it, and the response holds the continuation alone.
 *
 * <p>Thread-safe. Calls block, on the calling thread, and wait for a free context when there are more of them than
 * contexts. An interrupt ends a call within milliseconds with a {@link LocalModelException} whose cause is an
 * {@link InterruptedException}. A prompt that does not fit throws {@link ContextOverflowException}. The model holds
 * native memory until it is closed; one that is forgotten is freed once the garbage collector finds it, with a warning in
 * the log. An open model does not keep the process alive.
 */
public final class LocalChatModel implements ChatModel, AutoCloseable {
    private final Engine engine;
    private final Path modelFile;
    private final SamplingParameters defaults;
    private final List<ChatModelListener> listeners;

    private LocalChatModel(Builder builder) {
        this.modelFile = builder.modelFile != null
                ? builder.modelFile
                : builder.files.build().resolve("");
        this.engine = Engine.open(
                LlamaRuntime.api(), modelFile, builder.contexts, builder.contextTokens, builder.threadsPerContext);
        this.defaults = builder.defaults;
        this.listeners = List.copyOf(builder.listeners);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        Task task = Task.of(request, defaults);
        return engine.answer(task, new Cancellation(), text -> {}).toResponse(modelName());
    }

    /** The same model, streaming; it shares this one's memory and contexts, and is closed with it. */
    public LocalStreamingChatModel streaming() {
        return new LocalStreamingChatModel(engine, modelName(), defaults, listeners);
    }

    /** The model file's name without its ending; what responses give as the model that answered. */
    public String modelName() {
        String name = String.valueOf(modelFile.getFileName());
        return name.endsWith(".gguf") ? name.substring(0, name.length() - ".gguf".length()) : name;
    }

    @Override
    public SamplingParameters defaultRequestParameters() {
        return defaults;
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
    }

    /**
     * Frees the native memory. Calls under way end at once with {@link IllegalStateException}, and the memory is freed
     * when the last of them has ended; later calls throw the same. Closing again does nothing.
     */
    @Override
    public void close() {
        engine.close();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link LocalChatModel}. */
    public static final class Builder {
        private final ModelFiles.Builder files = ModelFiles.builder();
        private @Nullable Path modelFile;
        private int contexts = Math.min(Runtime.getRuntime().availableProcessors(), 8);
        private int contextTokens = 2048;
        private int threadsPerContext = 1;
        private SamplingParameters defaults = SamplingParameters.builder().build();
        private List<ChatModelListener> listeners = List.of();

        private Builder() {}

        /** The GGUF file to run; otherwise the one that {@link ModelFiles} gives for an empty reference. */
        public Builder modelFile(Path modelFile) {
            this.modelFile = modelFile;
            return this;
        }

        /**
         * Allows to fetch the embedded model (93 MB) where {@link #modelFile} is not set and no file is there; otherwise
         * that is an error.
         */
        public Builder downloadIfMissing() {
            files.downloadIfMissing();
            return this;
        }

        /** Hears how a download goes on; nobody, when not set. */
        public Builder downloadListener(DownloadListener listener) {
            files.downloadListener(listener);
            return this;
        }

        /**
         * How many answers to generate at once; as many as processors, and at most 8, when not set. Contexts are created
         * as calls need them.
         */
        public Builder contexts(int contexts) {
            this.contexts = atLeastOne("contexts", contexts);
            return this;
        }

        /**
         * How many tokens a prompt and its answer may have together; 2048 when not set, and at most what the model was
         * trained for. The embedded model takes about 50 MB a context for each 1024.
         */
        public Builder contextTokens(int contextTokens) {
            this.contextTokens = atLeastOne("contextTokens", contextTokens);
            return this;
        }

        /** How many threads evaluate one context; 1 when not set, because more contexts give more than more threads. */
        public Builder threadsPerContext(int threads) {
            this.threadsPerContext = atLeastOne("threadsPerContext", threads);
            return this;
        }

        /** What requests that do not say otherwise use. */
        public Builder defaultRequestParameters(ChatRequestParameters parameters) {
            this.defaults =
                    SamplingParameters.builder().overrideWith(parameters).build();
            return this;
        }

        public Builder listeners(List<ChatModelListener> listeners) {
            this.listeners = List.copyOf(listeners);
            return this;
        }

        /**
         * Finds the file and loads it.
         *
         * @throws LocalModelException when there is no file, when it cannot be fetched or loaded; says what to do
         * @throws IllegalArgumentException when contextTokens is more than the model was trained for
         */
        public LocalChatModel build() {
            return new LocalChatModel(this);
        }

        private static int atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be 1 or more, got " + value);
            }
            return value;
        }
    }
}

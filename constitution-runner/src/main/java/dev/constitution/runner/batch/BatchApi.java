package dev.constitution.runner.batch;

import dev.constitution.runner.wire.BatchableModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A provider's batches. Each method sends one request, or several that only read, and never retries. Thread-safe.
 */
interface BatchApi {
    /** How much a batch may hold. */
    record Limits(int requests, long bytes) {}

    Limits limits();

    /** A request as it stands in a batch: one line. */
    String line(String customId, String body);

    /** Hands the lines over, and returns what they are known by; doing it twice costs nothing. */
    String upload(StoredBatch batch, byte[] lines);

    /**
     * Has a batch answered, and returns its id. Where that fails, it may have been made all the same.
     *
     * @param model as the provider knows it
     * @param file what {@link #upload} returned
     */
    String create(StoredBatch batch, String model, String file, byte[] lines);

    /** The ids of batches at the provider that may be this one, whose id is not known; the likeliest first. */
    List<String> find(StoredBatch batch);

    /** Whether what is found carries the batch's own mark. */
    default boolean marks() {
        return true;
    }

    BatchState state(String id);

    /** Reads what has become of each request, in any order. */
    void answers(BatchState state, Consumer<BatchAnswer> answers);

    void cancel(String id);

    /** The batches of a model's provider. */
    static Optional<BatchApi> of(BatchableModel model) {
        return switch (model.provider()) {
            case OPEN_AI -> Optional.of(OpenAiBatches.of(model.server()));
            case MICROSOFT_FOUNDRY -> Optional.of(OpenAiBatches.ofAzure(model.server()));
            case ANTHROPIC -> Optional.of(new AnthropicBatches(model.server()));
            case GOOGLE_AI_GEMINI -> Optional.of(new GeminiBatches(model.server()));
            case MISTRAL_AI -> Optional.of(new MistralBatches(model.server()));
            default -> Optional.empty();
        };
    }

    /** The object at the provider under which a batch made here is found again. */
    String MARK = "constitution_batch";

    /** A list is no longer than this, in pages. */
    int MOST_PAGES = 100;
}

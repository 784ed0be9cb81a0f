package dev.constitution.runner.options;

import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.batch.BatchRules;
import dev.constitution.runner.batch.BatchedModels;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.model.UnopenedModel;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whether calls go in batches. */
@UnderHeading(Heading.LIMITS)
@NoPartOfRun("an answer is kept and found again alike, whichever way it came")
public final class BatchOptions {
    @Option(
            names = "--batch",
            fallbackValue = "true",
            description =
                    "Send the calls in batches, at the provider's price for batches, about half: OpenAI, servers of its"
                            + " form, Anthropic, Mistral. A batch takes up to a day. A run may be stopped and gone on with,"
                            + " with or without this.")
    private boolean batch;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "The most requests in a batch. Default: as many as the provider takes.")
    private @Nullable Integer size;

    @Option(
            names = "--batch-poll",
            paramLabel = "TIME",
            description = "How long to wait before batches are looked at again. Default: 1m.")
    private @Nullable String poll;

    @Option(
            names = "--batch-rest",
            paramLabel = "WAY",
            description =
                    "What becomes of requests that a batch leaves unanswered: batches (into another one, the default) or"
                            + " calls (one by one, at the full price).")
    private @Nullable String rest;

    /**
     * What the options say.
     *
     * @throws UsageException with what is wrong with them
     */
    public BatchRules rules() {
        if (size != null && size < 1) {
            throw new UsageException("--batch-size must be at least 1, got " + size);
        }
        Duration wait = poll == null ? BatchRules.DEFAULT_POLL : Durations.parse("--batch-poll", poll);
        return new BatchRules(batch, wait, size == null ? OptionalInt.empty() : OptionalInt.of(size), way());
    }

    private BatchRules.Rest way() {
        String way = rest == null ? "batches" : rest.toLowerCase(Locale.ROOT);
        return switch (way) {
            case "batches" -> BatchRules.Rest.BATCHES;
            case "calls" -> BatchRules.Rest.CALLS;
            default -> throw new UsageException("--batch-rest must be batches or calls, got \"" + rest + "\"");
        };
    }

    /**
     * Refuses batches for models of which none has any.
     *
     * @throws UsageException naming them
     */
    public void requireBatches(RunParts parts) {
        if (batch
                && parts.models().keySet().stream()
                        .noneMatch(role -> BatchedModels.has(UnopenedModel.behind(parts.model(role))))) {
            throw new UsageException("--batch: of "
                    + String.join(", ", new TreeSet<>(parts.models().values()))
                    + " none has batches that are known here; leave it out, or name a model of OpenAI, of a server of its"
                    + " form, of Anthropic or Mistral");
        }
    }

    /** The prices for an estimate. */
    public RunCost priced(RunCost cost) {
        return batch ? cost.inBatches() : cost;
    }
}

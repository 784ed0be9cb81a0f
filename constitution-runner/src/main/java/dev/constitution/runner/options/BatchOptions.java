package dev.constitution.runner.options;

import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.Misplaced;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.batch.BatchRules;
import dev.constitution.runner.batch.BatchedModels;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.model.UnopenedModel;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options that say whether calls go in batches. */
@UnderHeading(Heading.LIMITS)
@NoPartOfRun("an answer is kept and found again alike, whichever way it came")
public final class BatchOptions {
    /** The option that has calls sent in batches. */
    public static final String BATCH = "--batch";

    private static final String SIZE = "--batch-size";
    private static final String REST = "--batch-rest";

    private static final List<String> OF_NEW_BATCHES = List.of(SIZE, REST);

    @Option(
            names = BATCH,
            fallbackValue = "true",
            description =
                    "Send the calls in batches, at the provider's price for batches, about half: OpenAI, servers of its"
                            + " form, Azure OpenAI, Anthropic, Mistral, Gemini. A batch takes up to a day. A run may be stopped"
                            + " and gone on with, with or without this.")
    private boolean batch;

    @Option(
            names = SIZE,
            paramLabel = "N",
            description = "The most requests in a batch. Default: as many as the provider takes.")
    private @Nullable Integer size;

    @Option(
            names = "--batch-poll",
            paramLabel = "TIME",
            description = "How long to wait before batches are looked at again. Default: 1m.")
    private @Nullable String poll;

    @Option(
            names = REST,
            paramLabel = "WAY",
            description =
                    "What becomes of requests that a batch leaves unanswered: batches (into another one, the default) or"
                            + " calls (one by one, at the full price).")
    private @Nullable String rest;

    /** The command with its calls sent in batches or one by one, whatever it said before. */
    public static List<String> with(List<String> command, boolean inBatches) {
        List<String> words = RecordedCommand.with(command, BATCH, inBatches);
        for (String option : inBatches ? List.<String>of() : OF_NEW_BATCHES) {
            words = RecordedCommand.without(words, option);
        }
        return words;
    }

    /** Adds what only new batches need, where the command line has it and says nothing of batches. */
    void addTo(Misplaced misplaced, ParseResult given) {
        if (!batch && !given.hasMatchedOption(BATCH)) {
            misplaced.add(
                    OF_NEW_BATCHES.stream().filter(given::hasMatchedOption).toList(), "with " + BATCH);
        }
    }

    /**
     * What the options say.
     *
     * @throws UsageException with what is wrong with them
     */
    BatchRules rules() {
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
     * @param models by name; opened where batches are wanted
     * @throws UsageException naming them
     */
    void requireBatches(Map<String, Supplier<ChatModel>> models) {
        if (batch
                && models.values().stream().noneMatch(model -> BatchedModels.has(UnopenedModel.behind(model.get())))) {
            throw new UsageException("--batch: of " + String.join(", ", models.keySet())
                    + " none has batches that are known here; leave it out, or name a model of OpenAI, of a server of its"
                    + " form, of Azure OpenAI, Anthropic, Mistral or Gemini");
        }
    }

    boolean isOn() {
        return batch;
    }

    /** The prices for an estimate. */
    RunCost priced(RunCost cost) {
        return batch ? cost.inBatches() : cost;
    }
}

package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.propose.PairSplit;
import dev.constitution.runner.propose.Proposing;
import dev.constitution.runner.propose.Voting;
import dev.constitution.runner.score.LabelledJudging;
import dev.constitution.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say from which pairs principles are proposed, by which models, and how they are tested. */
public final class ProposeOptions {
    @UnderHeading(Heading.INPUT)
    @DecidesRun("input")
    @Option(names = "--pairs", required = true, paramLabel = "FILE", description = "The labelled pairs, as in: judge.")
    private Path pairs;

    @UnderHeading(Heading.INPUT)
    @DecidesRun("pair form")
    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "auto",
            converter = PairOptions.FormConverter.class,
            description = "The form of the pairs: ${COMPLETION-CANDIDATES}. Default: told from the first row.")
    private PairFormat format;

    @UnderHeading(Heading.MODELS)
    @DecidesRun("generator")
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "local:",
            description =
                    "The model that words candidates. Default: local:, the embedded one, which is too small for it.")
    private String model;

    @UnderHeading(Heading.MODELS)
    @DecidesRun("judge")
    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "The model that tests them. Default: that of --model.")
    private @Nullable String judge;

    @UnderHeading(Heading.METHOD)
    @DecidesRun("from")
    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "How many pairs candidates are worded from at most, in two calls each. Default: ${DEFAULT-VALUE}.")
    private int proposing;

    @UnderHeading(Heading.METHOD)
    @DecidesRun("constitution")
    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "12",
            description =
                    "How many candidates are tested at most, in two calls for each pair. Default: ${DEFAULT-VALUE}.")
    private int most;

    @UnderHeading(Heading.METHOD)
    @DecidesRun("held-out")
    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            defaultValue = "0.3",
            description = "The share of prompts that only say how good the result is. Default: ${DEFAULT-VALUE}.")
    private double heldOut;

    @Mixin
    private SeedOptions seed;

    @Mixin
    private JudgeOptions judging;

    /**
     * Refuses values that cannot be used.
     *
     * @throws UsageException if there are such, with all of them
     */
    public void check() {
        List<String> faults = new ArrayList<>();
        if (!(heldOut > 0 && heldOut < 1)) {
            faults.add("--held-out must be between 0 and 1, got " + heldOut);
        }
        if (pairs.toString().equals("-")) {
            faults.add("the pairs are read several times; name a file, not standard input");
        }
        if (proposing < 1 || most < 1) {
            faults.add("--from and --candidates must be at least 1");
        }
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("\n", faults));
        }
    }

    public Path pairs() {
        return pairs;
    }

    /** The model that words candidates. */
    public String generator() {
        return model;
    }

    /** The model that tests them. */
    public String judge() {
        return judge == null ? model : judge;
    }

    /** How many candidates are tested at most. */
    public int candidates() {
        return most;
    }

    public PromptSource source() {
        return PromptSource.of(pairs).withPairs(format);
    }

    /** What both steps are asked by: the seed, and the wording of the model. */
    public PrincipleOptions principles() {
        return PrincipleOptions.of(seed);
    }

    /** Which pairs candidates are worded from, which test them, and which are held out. */
    public PairSplit split(PromptSource source, OptionalLong limit) throws IOException {
        return PairSplit.of(source, limit, seed.seed(), heldOut, proposing);
    }

    /** The step that words candidates. */
    public Stage proposing(RunParts parts, PairSplit split) {
        return new Proposing(
                split,
                parts.model(ModelRole.GENERATOR),
                parts.shape(ModelRole.GENERATOR).generation().sampling(),
                seed.seed());
    }

    /** The step that tests the candidates, which are the parts' constitution. */
    public Stage testing(RunParts parts, PairSplit split) {
        ConstitutionalJudge votes = new ConstitutionalJudge(
                judging.inOneOrder(parts).inBothOrders(),
                parts.constitution(),
                PrincipleSelector.all(),
                ConstitutionalJudge.DEFAULT_MARGIN);
        return new Voting(split, new LabelledJudging(votes, seed.seed()));
    }

    /** What decides the step that words candidates, beside the models and what is common to every run. */
    public Map<String, String> proposingSettings(OptionalLong limit) {
        Map<String, String> settings = settings("candidates", limit);
        settings.put("from", Integer.toString(proposing));
        settings.put("proposal wording", Proposing.fingerprint());
        return settings;
    }

    /** What decides the step that tests them. */
    public Map<String, String> testingSettings(OptionalLong limit) {
        Map<String, String> settings = settings("votes", limit);
        settings.putAll(judging.settings());
        return settings;
    }

    private Map<String, String> settings(String step, OptionalLong limit) {
        Map<String, String> settings = new TreeMap<>(Map.of("step", step, "held-out", Double.toString(heldOut)));
        limit.ifPresent(rows -> settings.put("limit", Long.toString(rows)));
        return settings;
    }
}

package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.source.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a judge's model is asked. */
@UnderHeading(Heading.JUDGING)
public final class JudgeOptions {
    /** What the paper clamps verdicts of chain of thought to (section 4.1). */
    private static final double LOW = 0.4;

    private static final double HIGH = 0.6;

    @DecidesRun("judge-by")
    @Option(
            names = "--judge-by",
            paramLabel = "HOW",
            description = "How verdicts are read: auto (default: logprobs where the model gives them, else votes, else"
                    + " structured), logprobs, votes, or structured.")
    private @Nullable String judgeBy;

    @DecidesRun("chain-of-thought")
    @Option(
            names = "--chain-of-thought",
            paramLabel = "N",
            description =
                    "Let the judge reason first, in N samples; their mean is clamped to 0.4-0.6, as in the paper.")
    private @Nullable Integer thoughts;

    /** Which of them are given. */
    public List<String> given() {
        List<String> given = new ArrayList<>();
        if (judgeBy != null) {
            given.add("--judge-by");
        }
        if (thoughts != null) {
            given.add("--chain-of-thought");
        }
        return given;
    }

    /** What of them shapes verdicts. */
    public Map<String, String> settings() {
        return thoughts == null
                ? Map.of("judge-by", how())
                : Map.of("judge-by", "chain-of-thought", "chain-of-thought", thoughts.toString());
    }

    private String how() {
        return judgeBy == null ? "auto" : judgeBy;
    }

    /** The judge, its verdicts clamped last where it reasons first. */
    public ConstitutionalJudge clamped(ConstitutionalJudge judge) {
        return thoughts == null ? judge : judge.clamped(LOW, HIGH);
    }

    /** The judge of given principles, its verdicts clamped last where it reasons first. */
    public Judge clamped(Judge judge) {
        return thoughts == null ? judge : judge.clamped(LOW, HIGH);
    }

    /**
     * The judge's model, asked in one order of the answers; its verdicts are not clamped yet.
     *
     * @throws UsageException if it cannot be asked so
     */
    public Judge inOneOrder(RunParts parts) {
        if (given().size() > 1) {
            throw new UsageException(
                    "a judge that reasons first closes with a tag; leave --judge-by or --chain-of-thought out");
        }
        if (method() == ModelJudge.Method.LOGPROBS
                && !parts.traits(ModelRole.JUDGE).has(ModelTraits.Ability.LOGPROBS)) {
            throw new UsageException(
                    "--judge-by logprobs: the judge's provider gives no log-probabilities; name auto, votes"
                            + " or structured");
        }
        ModelJudge.Builder builder = ModelJudge.builder()
                .model(parts.model(ModelRole.JUDGE))
                .shape(parts.shape(ModelRole.JUDGE))
                .exemplarsOf(parts.constitution())
                .method(method());
        if (thoughts == null) {
            return builder.build();
        }
        if (thoughts < 1) {
            throw new UsageException("--chain-of-thought must be at least 1, got " + thoughts);
        }
        return builder.chainOfThought(thoughts).build();
    }

    private ModelJudge.Method method() {
        return switch (how()) {
            case "auto" -> ModelJudge.Method.AUTO;
            case "logprobs" -> ModelJudge.Method.LOGPROBS;
            case "votes" -> ModelJudge.Method.VOTES;
            case "structured" -> ModelJudge.Method.STRUCTURED;
            default ->
                throw new UsageException("unknown way of judging \"" + how() + "\""
                        + Suggestion.clauseAndQuotedList(
                                how(), List.of("auto", "logprobs", "votes", "structured"), "known ways"));
        };
    }
}

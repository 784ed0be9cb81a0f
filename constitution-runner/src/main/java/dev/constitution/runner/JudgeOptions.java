package dev.constitution.runner;

import dev.constitution.Constitution;
import dev.constitution.Judge;
import dev.constitution.ModelJudge;
import dev.constitution.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a judge's model is asked. */
final class JudgeOptions {
    /** What the paper clamps verdicts of chain of thought to (section 4.1). */
    private static final double LOW = 0.4;

    private static final double HIGH = 0.6;

    @Option(
            names = "--judge-by",
            paramLabel = "HOW",
            defaultValue = "auto",
            description = "How verdicts are read: auto (default: logprobs where the model gives them, else votes, else"
                    + " structured), logprobs, votes, or structured.")
    private String judgeBy;

    @Option(
            names = "--chain-of-thought",
            paramLabel = "N",
            description =
                    "Let the judge reason first, in N samples; their mean is clamped to 0.4-0.6, as in the paper.")
    private @Nullable Integer thoughts;

    boolean isChainOfThought() {
        return thoughts != null;
    }

    /** What of them shapes verdicts. */
    Map<String, String> settings() {
        return new TreeMap<>(Map.of("judge-by", judgeBy, "chain-of-thought", String.valueOf(thoughts)));
    }

    /** The judge, asked in one order. */
    Judge judge(ChatModel model, PromptShape shape, Constitution constitution) {
        ModelJudge.Builder builder = ModelJudge.builder()
                .model(model)
                .shape(shape)
                .exemplarsOf(constitution)
                .method(howJudged());
        if (thoughts == null) {
            return builder.build();
        }
        if (thoughts < 1) {
            throw new UsageException("--chain-of-thought must be at least 1, got " + thoughts);
        }
        return builder.chainOfThought(thoughts).build().clamped(LOW, HIGH);
    }

    private ModelJudge.Method howJudged() {
        return switch (judgeBy) {
            case "auto" -> ModelJudge.Method.AUTO;
            case "logprobs" -> ModelJudge.Method.LOGPROBS;
            case "votes" -> ModelJudge.Method.VOTES;
            case "structured" -> ModelJudge.Method.STRUCTURED;
            default ->
                throw new UsageException("unknown way of judging \"" + judgeBy + "\""
                        + Suggestions.known("ways", judgeBy, List.of("auto", "logprobs", "votes", "structured")));
        };
    }
}

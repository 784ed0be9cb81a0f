package dev.constitution.runner;

import dev.constitution.Constitution;
import dev.constitution.ConstitutionalJudge;
import dev.constitution.Judge;
import dev.constitution.ModelJudge;
import dev.constitution.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a judge is asked. */
final class JudgeOptions {
    /** What the paper brings verdicts after reasoning within (section 4.1). */
    private static final double REASONED_LOW = 0.4;

    private static final double REASONED_HIGH = 0.6;

    @Option(
            names = "--method",
            paramLabel = "HOW",
            description =
                    "How a verdict is read: ${COMPLETION-CANDIDATES}. Default: auto, which takes log-probabilities"
                            + " where the model gives them.")
    private ModelJudge.@Nullable Method method;

    @Option(
            names = "--votes",
            paramLabel = "N",
            description = "Answers sampled for a vote, where there are no log-probabilities. Default: 5.")
    private @Nullable Integer votes;

    @Option(
            names = "--thoughts",
            paramLabel = "N",
            description = "Let the judge reason first, in N samples; their mean is brought within 0.4 and 0.6.")
    private @Nullable Integer thoughts;

    @Option(
            names = "--one-order",
            fallbackValue = "true",
            description =
                    "Ask in one order of the answers only: half the calls, and a preference for a position stays.")
    private boolean oneOrder;

    /** The judge that they describe. */
    ConstitutionalJudge judge(ChatModel model, Constitution constitution, String select, PromptShape shape) {
        ModelJudge.Builder builder =
                ModelJudge.builder().model(model).exemplarsOf(constitution).shape(shape);
        if (method != null) {
            builder.method(method);
        }
        if (votes != null) {
            builder.votes(votes);
        }
        Judge judge = builder.build();
        if (thoughts != null) {
            judge = builder.chainOfThought(thoughts).build().clamped(REASONED_LOW, REASONED_HIGH);
        }
        return new ConstitutionalJudge(
                oneOrder ? judge : judge.inBothOrders(),
                constitution,
                Selectors.parse(select, constitution),
                ConstitutionalJudge.DEFAULT_MARGIN);
    }

    /** Adds them to what shapes a run. */
    void addTo(Map<String, String> settings) {
        settings.put("method", method == null ? "auto" : method.name().toLowerCase(Locale.ROOT));
        settings.put("votes", String.valueOf(votes));
        settings.put("thoughts", String.valueOf(thoughts));
        settings.put("orders", oneOrder ? "one" : "both");
    }
}

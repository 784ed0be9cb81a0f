package dev.constitution.runner;

import dev.constitution.Comparison;
import dev.constitution.Constitution;
import dev.constitution.ConstitutionalJudge;
import dev.constitution.Judge;
import dev.constitution.ModelJudge;
import dev.constitution.PrincipleSelector;
import dev.constitution.PromptShape;
import dev.constitution.Stage;
import dev.langchain4j.model.chat.ChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a run that say how a pair comes about, and who judges. */
final class MethodOptions {
    /** What the paper clamps verdicts of chain of thought to (section 4.1). */
    private static final double LOW = 0.4;

    private static final double HIGH = 0.6;

    private static final String REVISION = "sl-cai";
    private static final String COMPARISON = "rl-cai";

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = REVISION,
            description = "sl-cai (default): an answer and its revision; rl-cai: two answers that a judge compares.")
    private String method;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "The model that compares answers, in both orders; --model by default.")
    private @Nullable String judge;

    @Option(
            names = "--confirm",
            fallbackValue = "true",
            description = "With sl-cai: keep only the revisions that the judge prefers to the initial answer.")
    private boolean confirm;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "With rl-cai: answers to each prompt, compared in pairs. Default: 2, as in the paper.")
    private @Nullable Integer samples;

    @Option(
            names = "--temperatures",
            split = ",",
            paramLabel = "T",
            description = "With rl-cai: temperatures of the answers, one after another; --temperature by default.")
    private @Nullable List<Double> temperatures;

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

    /** Whether answers are compared, not revised. */
    boolean isComparison() {
        if (!method.equals(REVISION) && !method.equals(COMPARISON)) {
            throw new UsageException("unknown method \"" + method + "\""
                    + Suggestions.didYouMean(method, List.of(REVISION, COMPARISON)) + "; known: sl-cai, rl-cai");
        }
        return method.equals(COMPARISON);
    }

    boolean confirms() {
        return confirm;
    }

    boolean usesJudge() {
        return isComparison() || confirm;
    }

    /**
     * The names of the run's models by role; a model that is not named is the generator.
     *
     * @throws UsageException with every option that the method has no use for
     */
    SortedMap<String, String> models(String generator, @Nullable String critic, @Nullable String reviser) {
        requireUseful(critic, reviser);
        SortedMap<String, String> names = new TreeMap<>();
        names.put("generator", generator);
        if (!isComparison()) {
            names.put("critic", critic == null ? generator : critic);
            names.put("reviser", reviser == null ? generator : reviser);
        }
        if (usesJudge()) {
            names.put("judge", judge == null ? generator : judge);
        }
        return names;
    }

    private void requireUseful(@Nullable String critic, @Nullable String reviser) {
        List<String> faults = new ArrayList<>();
        if (isComparison()) {
            refuse(faults, critic != null, "--critic", "with --method sl-cai");
            refuse(faults, reviser != null, "--reviser", "with --method sl-cai");
            refuse(faults, confirm, "--confirm", "with --method sl-cai");
        } else {
            refuse(faults, samples != null, "--samples", "with --method rl-cai");
            refuse(faults, temperatures != null, "--temperatures", "with --method rl-cai");
        }
        if (!usesJudge()) {
            String judged = "where a judge is asked, with --method rl-cai or --confirm";
            refuse(faults, judge != null, "--judge", judged);
            refuse(faults, thoughts != null, "--chain-of-thought", judged);
        }
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("\n", faults));
        }
    }

    private static void refuse(List<String> faults, boolean given, String option, String where) {
        if (given) {
            faults.add(option + " is of use only " + where);
        }
    }

    /** What shapes the run's output beside what every run has. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("method", method);
        if (isComparison()) {
            settings.put("samples", String.valueOf(samples));
            settings.put("temperatures", String.valueOf(temperatures));
        }
        if (confirm) {
            settings.put("confirm", "true");
        }
        if (usesJudge()) {
            settings.put("judge-by", judgeBy);
            settings.put("chain-of-thought", String.valueOf(thoughts));
        }
        return settings;
    }

    /** The judge of a run, asked in both orders. */
    ConstitutionalJudge judge(
            ChatModel model, PromptShape shape, Constitution constitution, PrincipleSelector selector) {
        ModelJudge.Builder builder = ModelJudge.builder()
                .model(model)
                .shape(shape)
                .exemplarsOf(constitution)
                .method(howJudged());
        Judge judge = thoughts == null
                ? builder.build()
                : builder.chainOfThought(atLeast(1, "--chain-of-thought", thoughts))
                        .build()
                        .clamped(LOW, HIGH);
        return new ConstitutionalJudge(
                judge.inBothOrders(), constitution, selector, ConstitutionalJudge.DEFAULT_MARGIN);
    }

    private ModelJudge.Method howJudged() {
        return switch (judgeBy) {
            case "auto" -> ModelJudge.Method.AUTO;
            case "logprobs" -> ModelJudge.Method.LOGPROBS;
            case "votes" -> ModelJudge.Method.VOTES;
            case "structured" -> ModelJudge.Method.STRUCTURED;
            default ->
                throw new UsageException("unknown way of judging \"" + judgeBy + "\""
                        + Suggestions.didYouMean(
                                judgeBy.toLowerCase(Locale.ROOT), List.of("auto", "logprobs", "votes", "structured"))
                        + "; known: auto, logprobs, votes, structured");
        };
    }

    /** The stage that compares answers. */
    Stage comparison(Comparison.Builder comparison, ConstitutionalJudge constitutionalJudge) {
        comparison.judge(constitutionalJudge);
        if (samples != null) {
            comparison.samples(atLeast(2, "--samples", samples));
        }
        if (temperatures != null) {
            comparison.temperatures(temperatures);
        }
        return comparison.build();
    }

    private static int atLeast(int least, String option, int value) {
        if (value < least) {
            throw new UsageException(option + " must be at least " + least + ", got " + value);
        }
        return value;
    }
}

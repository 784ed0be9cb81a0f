package dev.constitution.runner.cli;

import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.shape.PromptShape;
import dev.constitution.source.Suggestion;
import dev.constitution.stage.Comparison;
import dev.constitution.stage.Stage;
import dev.langchain4j.model.chat.ChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a run that say how a pair comes about, and who judges. */
final class MethodOptions {
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

    @Mixin
    private JudgeOptions asking;

    /** Whether answers are compared, not revised. */
    boolean isComparison() {
        if (!method.equals(REVISION) && !method.equals(COMPARISON)) {
            throw new UsageException("unknown method \"" + method + "\""
                    + Suggestion.clauseAndQuotedList(method, List.of(REVISION, COMPARISON), "known methods"));
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
     * @param saysHowToRevise whether rounds, or revisions without a critique, are asked for
     * @throws UsageException with every option that the method has no use for
     */
    SortedMap<String, String> models(
            String generator, @Nullable String critic, @Nullable String reviser, boolean saysHowToRevise) {
        requireUseful(critic, reviser, saysHowToRevise);
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

    private void requireUseful(@Nullable String critic, @Nullable String reviser, boolean saysHowToRevise) {
        List<String> faults = new ArrayList<>();
        if (isComparison()) {
            refuse(faults, critic != null, "--critic", "with --method sl-cai");
            refuse(faults, reviser != null, "--reviser", "with --method sl-cai");
            refuse(faults, confirm, "--confirm", "with --method sl-cai");
            refuse(faults, saysHowToRevise, "--rounds or --no-critique", "with --method sl-cai");
        } else {
            refuse(faults, samples != null, "--samples", "with --method rl-cai");
            refuse(faults, temperatures != null, "--temperatures", "with --method rl-cai");
        }
        if (!usesJudge()) {
            String judged = "where a judge is asked, with --method rl-cai or --confirm";
            refuse(faults, judge != null, "--judge", judged);
            asking.given().forEach(option -> refuse(faults, true, option, judged));
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
            settings.put("samples", Integer.toString(samples == null ? Comparison.DEFAULT_SAMPLES : samples));
            if (temperatures != null) {
                settings.put("temperatures", temperatures.toString());
            }
        }
        if (confirm) {
            settings.put("confirm", "true");
        }
        if (usesJudge()) {
            settings.putAll(asking.settings());
        }
        return settings;
    }

    /** The judge of a run, asked in both orders. */
    ConstitutionalJudge judge(
            ChatModel model,
            ModelTraits traits,
            PromptShape shape,
            Constitution constitution,
            PrincipleSelector selector) {
        Judge judge = asking.judge(model, traits, shape, constitution).inBothOrders();
        return new ConstitutionalJudge(judge, constitution, selector, ConstitutionalJudge.DEFAULT_MARGIN);
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

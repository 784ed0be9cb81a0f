package dev.constitution.runner.options;

import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.runner.score.InjectionStage;
import dev.constitution.runner.score.LabelledJudging;
import dev.constitution.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a judge comes to its verdicts, and the stage of its run. */
public final class VerdictOptions {
    private static final String ONE = "one";

    @UnderHeading(Heading.METHOD)
    @DecidesRun("select")
    @Option(
            names = "--select",
            paramLabel = "HOW",
            defaultValue = "random",
            description =
                    "Which principles judge a pair: random (one, default), random:K, fixed:ID,ID, weighted, or all; the"
                            + " mean of several counts. An ordered set is always gone through law by law.")
    private String select;

    @Mixin
    private JudgeOptions judging;

    @UnderHeading(Heading.JUDGING)
    @DecidesRun(value = "orders", flag = ONE)
    @Option(
            names = "--one-order",
            fallbackValue = "true",
            description = "Ask in one order of the answers: half the calls, and a preference for a position stays in.")
    private boolean oneOrder;

    /** Which are given that say how a model is asked. */
    public List<String> ofModels() {
        List<String> given = new ArrayList<>(judging.given());
        if (oneOrder) {
            given.add("--one-order");
        }
        return given;
    }

    /** The judge of an experiment's arms. */
    public ConstitutionalJudge ofArms(RunParts parts) {
        return judging.clamped(
                new Selection(select).judge(judging.inOneOrder(parts).inBothOrders(), parts.constitution()));
    }

    /** The stage that judges labelled pairs. */
    public Stage ofPairs(RunParts parts) {
        return new LabelledJudging(
                judging.clamped(new Selection(select).judge(judge(parts), parts.constitution())), parts.seed());
    }

    /** The stage that tries attacks on the judge. */
    public Stage ofAttacks(RunParts parts) {
        return new InjectionStage(judging.clamped(judge(parts)), parts.constitution(), parts.seed());
    }

    private Judge judge(RunParts parts) {
        Judge judge = judging.inOneOrder(parts);
        return oneOrder ? judge : judge.inBothOrders();
    }

    /** What of them shapes verdicts. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(judging.settings());
        settings.put("select", new Selection(select).name());
        settings.put("orders", oneOrder ? ONE : "both");
        return settings;
    }
}

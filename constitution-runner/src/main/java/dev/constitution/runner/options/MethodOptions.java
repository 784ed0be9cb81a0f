package dev.constitution.runner.options;

import dev.constitution.judge.TieRule;
import dev.constitution.principles.Constitution;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.source.Suggestion;
import dev.constitution.stage.Contrast;
import dev.constitution.stage.Introspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a run's pairs come about. */
@UnderHeading(Heading.METHOD)
public final class MethodOptions {
    private static final String TIES = "ties";
    private static final String KEPT = "kept";
    private static final String REVISION = "sl-cai";
    private static final String COMPARISON = "rl-cai";
    private static final String CONTRAST = "contrast";

    private static final int FEWEST_TURNS = 3;
    private static final String REFLECTION = "reflection";
    private static final String INTERACTION = "interaction";

    private static final List<String> METHODS = List.of(REVISION, COMPARISON, CONTRAST, REFLECTION, INTERACTION);

    @DecidesRun("method")
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = REVISION,
            description = "sl-cai (default): an answer and its revision; rl-cai: two answers that a judge compares;"
                    + " contrast: an answer with the constitution in the system turn, and one without. Conversations for"
                    + " fine-tuning, and no pairs: reflection: the model answers prompts about itself under the constitution;"
                    + " interaction: it talks with another instance of itself.")
    private String method;

    @DecidesRun("select")
    @Option(
            names = "--select",
            paramLabel = "HOW",
            description = "Which principles a round or a comparison uses: random (default), random:K, weighted, all"
                    + " (default for rounds of an ordered constitution, so that every law is asked), in-order (rounds"
                    + " alone), or fixed:ID,ID (one a round; a comparison uses all of them)."
                    + " With contrast: what judges under --confirm; the system turn holds all principles."
                    + " An ordered constitution is judged by all its laws in turn.")
    private @Nullable String select;

    @DecidesRun("rounds")
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "Rounds of critique and revision. Default: 4, as in the paper; 1 on the embedded model; where each"
                            + " round asks every law of an ordered constitution, as many as give that many steps.")
    private @Nullable Integer rounds;

    @DecidesRun("stop-after-keeps")
    @Option(
            names = "--stop-after-keeps",
            paramLabel = "N",
            description =
                    "End a row once the critic found nothing to change in N steps in a row; every law of an ordered"
                            + " constitution is asked first. Default: every step is made.")
    private @Nullable Integer stopAfterKeeps;

    @DecidesRun(value = "critique", flag = "false")
    @Option(names = "--no-critique", fallbackValue = "true", description = "Revise without a critique before it.")
    private boolean noCritique;

    @DecidesRun("turns")
    @Option(
            names = "--turns",
            paramLabel = "N",
            description =
                    "With interaction: turns that the two sides give together behind the prompt, each a call; an odd"
                            + " number, 3 or more. Default: 9.")
    private @Nullable Integer turns;

    @UnderHeading(Heading.JUDGING)
    @DecidesRun("confirm")
    @Option(
            names = "--confirm",
            fallbackValue = "true",
            description =
                    "Keep only the revisions (sl-cai) that the judge prefers to the initial answer, or the answers under"
                            + " the constitution (contrast) that it prefers to the plain one.")
    private boolean confirm;

    @UnderHeading(Heading.JUDGING)
    @DecidesRun(value = TIES, flag = KEPT)
    @Option(
            names = "--keep-ties",
            fallbackValue = "true",
            description =
                    "Where a judge is asked: also make pairs of answers that it can hardly tell apart (probability"
                            + " within 0.05 of one half, or another winner in the other order), for trainers that read the"
                            + " probability as a soft label. Default: such pairs are rejected as ties.")
    private boolean keepTies;

    private String method() {
        if (!METHODS.contains(method)) {
            throw new UsageException("unknown method \"" + method + "\""
                    + Suggestion.clauseAndQuotedList(method, METHODS, "known methods"));
        }
        return method;
    }

    /** Whether answers are revised. */
    public boolean isRevision() {
        return method().equals(REVISION);
    }

    /** Whether sampled answers are compared. */
    public boolean isComparison() {
        return method().equals(COMPARISON);
    }

    /** Whether an answer under the constitution stands against one without. */
    public boolean isContrast() {
        return method().equals(CONTRAST);
    }

    /** Whether a model speaks of itself, which gives conversations and no pairs. */
    public boolean isIntrospection() {
        return isInteraction() || method().equals(REFLECTION);
    }

    private boolean isInteraction() {
        return method().equals(INTERACTION);
    }

    /** How many turns a model gives that speaks of itself. */
    public int turns() {
        if (!isInteraction()) {
            return 1;
        }
        if (turns != null && (turns < FEWEST_TURNS || turns % 2 == 0)) {
            throw new UsageException("--turns must be an odd number, 3 or more, got " + turns
                    + ": the side whose turns are trained on gives the first and the last");
        }
        return turns == null ? Introspection.DEFAULT_TURNS : turns;
    }

    /** Which are given that only conversations of a model with itself need. */
    public List<String> ofInteractions() {
        return turns == null || isInteraction() ? List.of() : List.of("--turns");
    }

    public boolean confirms() {
        return confirm;
    }

    /** What counts as a tie. */
    public TieRule ties() {
        return keepTies ? TieRule.EXACT : TieRule.DEFAULT;
    }

    public boolean usesJudge() {
        return isComparison() || confirm;
    }

    public Selection selection(Constitution constitution) {
        return new Selection(select != null ? select : isLawByLaw(constitution) ? "all" : "random");
    }

    /** Whether every round asks all laws without being told so. */
    private boolean isLawByLaw(Constitution constitution) {
        return select == null && isRevision() && constitution.precedence() == Constitution.Precedence.ORDERED;
    }

    /** After how many steps without a finding a row ends; 0 for never. */
    public int stopAfterKeeps() {
        return stopAfterKeeps == null ? 0 : stopAfterKeeps;
    }

    public boolean critiques() {
        return !noCritique;
    }

    /** The rounds of revision with a model of these traits. */
    public int rounds(ModelTraits traits, Constitution constitution) {
        if (rounds != null) {
            return rounds;
        }
        int laws = isLawByLaw(constitution) ? constitution.principles().size() : 1;
        return (traits.rounds() + laws - 1) / laws;
    }

    /** Which are given that only revisions need. */
    public List<String> ofRevisions() {
        List<String> given = new ArrayList<>();
        if (rounds != null || noCritique) {
            given.add("--rounds or --no-critique");
        }
        if (stopAfterKeeps != null) {
            given.add("--stop-after-keeps");
        }
        return given;
    }

    /** Which are given that only pairs without a judge's verdict need. */
    public List<String> ofUnjudged() {
        return confirm ? List.of("--confirm") : List.of();
    }

    /** Which are given that only a judge needs. */
    public List<String> ofJudges() {
        List<String> given = new ArrayList<>();
        if (keepTies) {
            given.add("--keep-ties");
        }
        if ((isContrast() || isIntrospection()) && select != null) {
            given.add("--select");
        }
        return given;
    }

    /** Which preferences were too weak for a run of such settings. */
    public static TieRule ties(Map<String, String> settings) {
        return KEPT.equals(settings.get(TIES)) ? TieRule.EXACT : TieRule.DEFAULT;
    }

    /**
     * What of them shapes a run's output.
     *
     * @param traits the generator's
     */
    public Map<String, String> settings(ModelTraits traits, Constitution constitution) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("method", method);
        if (isContrast()) {
            settings.put(PrincipleOptions.INSTRUCTION, Contrast.instruction(constitution));
        }
        if (isIntrospection()) {
            settings.put(PrincipleOptions.INSTRUCTION, Introspection.instruction(constitution, turns()));
            settings.put("turns", Integer.toString(turns()));
        }
        if (confirm || (!isContrast() && !isIntrospection())) {
            settings.put("select", selection(constitution).name());
        }
        if (isRevision()) {
            settings.put("rounds", Integer.toString(rounds(traits, constitution)));
            settings.put("critique", Boolean.toString(critiques()));
            settings.put("stop-after-keeps", Integer.toString(stopAfterKeeps()));
        }
        if (confirm) {
            settings.put("confirm", "true");
        }
        if (usesJudge()) {
            settings.put(TIES, keepTies ? KEPT : "rejected");
        }
        return settings;
    }
}

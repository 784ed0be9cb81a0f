package dev.constitution.runner.cli;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.source.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a run's pairs come about. */
@Under(Heading.METHOD)
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
            names = "--select",
            paramLabel = "HOW",
            defaultValue = "random",
            description = "Which principles a round or a comparison uses: random (default), random:K, weighted, all,"
                    + " in-order (rounds alone), or fixed:ID,ID (one a round; a comparison uses all of them)."
                    + " An ordered constitution is judged by all its laws in turn.")
    private String select;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of critique and revision. Default: 4, as in the paper; 1 on the embedded model.")
    private @Nullable Integer rounds;

    @Option(names = "--no-critique", fallbackValue = "true", description = "Revise without a critique before it.")
    private boolean noCritique;

    @Under(Heading.JUDGING)
    @Option(
            names = "--confirm",
            fallbackValue = "true",
            description = "With sl-cai: keep only the revisions that the judge prefers to the initial answer.")
    private boolean confirm;

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

    Selection selection() {
        return new Selection(select);
    }

    boolean critiques() {
        return !noCritique;
    }

    /** The rounds of revision with a model of these traits. */
    int rounds(ModelTraits traits) {
        return rounds == null ? traits.rounds() : rounds;
    }

    /** Which are given that only revisions need. */
    List<String> ofRevisions() {
        List<String> given = new ArrayList<>();
        if (confirm) {
            given.add("--confirm");
        }
        if (rounds != null || noCritique) {
            given.add("--rounds or --no-critique");
        }
        return given;
    }

    /**
     * What of them shapes a run's output.
     *
     * @param traits the generator's
     */
    Map<String, String> settings(ModelTraits traits) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("method", method);
        settings.put("select", select);
        if (!isComparison()) {
            settings.put("rounds", Integer.toString(rounds(traits)));
            settings.put("critique", Boolean.toString(critiques()));
        }
        if (confirm) {
            settings.put("confirm", "true");
        }
        return settings;
    }
}

package dev.constitution.runner.options;

import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.base.UsageException;
import dev.constitution.source.Suggestion;
import java.util.List;
import java.util.stream.Stream;

/** A way of choosing principles, as it is named on the command line. */
public record Selection(String name) {
    private static final String RANDOM = "random:";
    private static final String FIXED = "fixed:";
    private static final List<String> NAMES =
            List.of("random", "random:K", "weighted", "in-order", "all", "fixed:ID,ID");

    /** The ways there are, with placeholders for what a user names. */
    public static List<String> names() {
        return NAMES;
    }

    public Selection {
        name = name.matches("random:0*1") ? "random" : name;
    }

    /**
     * What chooses the principles of a round.
     *
     * @throws UsageException if there is no such way, or the constitution has no such principle
     */
    public PrincipleSelector ofRounds(Constitution constitution) {
        return switch (name) {
            case "random" -> PrincipleSelector.random();
            case "weighted" -> PrincipleSelector.weighted();
            case "in-order" -> PrincipleSelector.inOrder();
            case "all" -> PrincipleSelector.all();
            default -> {
                if (name.startsWith(RANDOM)) {
                    yield random(name.substring(RANDOM.length()));
                }
                if (!name.startsWith(FIXED)) {
                    throw new UsageException("unknown selection \"" + name + "\""
                            + Suggestion.clauseAndQuotedList(name, NAMES, "known selections"));
                }
                yield fixed(constitution);
            }
        };
    }

    /**
     * A judge of comparisons that goes by the chosen principles.
     *
     * @throws UsageException as {@link #ofRounds} does, and for a way that goes through rounds
     */
    public ConstitutionalJudge judge(Judge judge, Constitution constitution) {
        return new ConstitutionalJudge(
                judge, constitution, ofComparisons(constitution), ConstitutionalJudge.DEFAULT_MARGIN);
    }

    /** Most rows have one comparison: all principles that are named judge it, where rounds take one after another. */
    private PrincipleSelector ofComparisons(Constitution constitution) {
        if (name.equals("in-order")) {
            throw new UsageException("--select in-order goes through rounds, and a comparison has none; name random,"
                    + " random:K, weighted, all or fixed:ID,ID");
        }
        PrincipleSelector ofRounds = ofRounds(constitution);
        if (!name.startsWith(FIXED)) {
            return ofRounds;
        }
        List<Principle> named = Stream.of(fixedIds())
                .distinct()
                .flatMap(id -> constitution.principle(id).stream())
                .toList();
        return (principles, comparison, random) -> named;
    }

    private static PrincipleSelector random(String count) {
        try {
            return PrincipleSelector.random(Integer.parseInt(count));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "random:" + count + " must name how many principles to draw, 1 or more, as in random:4", e);
        }
    }

    private PrincipleSelector fixed(Constitution constitution) {
        List<String> known =
                constitution.principles().stream().map(Principle::id).toList();
        for (String id : fixedIds()) {
            if (!known.contains(id)) {
                throw new UsageException("constitution \"" + constitution.id() + "\" has no principle \"" + id + "\""
                        + Suggestion.clause(id, known) + "; it has: " + String.join(", ", known));
            }
        }
        return PrincipleSelector.fixed(fixedIds());
    }

    private String[] fixedIds() {
        return name.substring(FIXED.length()).split(",");
    }
}

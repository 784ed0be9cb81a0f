package dev.constitution.runner.score;

import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.GwetAc1;
import dev.constitution.runner.stats.Kappa;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a judge agrees with people, counted pair by pair. Not thread-safe.
 *
 * <p>Lengths are in characters (code points) of the answers as they stand. A tie of the judge agrees with a tie of people
 * and with nothing else. Pairs of no majority count nowhere but in {@link #noMajority}.
 */
final class Agreement {
    private static final List<Preferred> LABELS = List.of(Preferred.A, Preferred.B, Preferred.TIE);
    private static final double MOSTLY = 0.8;

    /** By people's label, then the judge's. */
    private final Map<Preferred, Map<Preferred, Long>> counts = new EnumMap<>(Preferred.class);

    private final long[] longerRight = new long[2]; // agreeing, all; people prefer the longer answer
    private final long[] shorterRight = new long[2];
    private long noMajority;
    private long noVerdict;
    private long verdictsForLonger;
    private long verdictsOnLength;

    /**
     * Counts a pair.
     *
     * @param verdict null where the judge gave none
     */
    void add(LabelledPair pair, @Nullable Preferred verdict) {
        if (pair.human() == Preferred.SPLIT) {
            noMajority++;
            return;
        }
        if (verdict == null) {
            noVerdict++;
            return;
        }
        counts.computeIfAbsent(pair.human(), label -> new EnumMap<>(Preferred.class))
                .merge(verdict, 1L, Long::sum);
        Preferred longer = pair.longer();
        if (longer == Preferred.TIE) {
            return;
        }
        if (pair.human().isAnswer()) {
            long[] cell = pair.human() == longer ? longerRight : shorterRight;
            cell[0] += pair.human() == verdict ? 1 : 0;
            cell[1]++;
        }
        if (verdict.isAnswer()) {
            verdictsForLonger += verdict == longer ? 1 : 0;
            verdictsOnLength++;
        }
    }

    /** Pairs that people labelled: all but those of no majority. */
    long pairs() {
        return verdicts() + noVerdict;
    }

    long noMajority() {
        return noMajority;
    }

    /** Pairs without a verdict, of those that people labelled. */
    Proportion withoutVerdict() {
        return new Proportion(noVerdict, pairs());
    }

    /** Pairs with a verdict, of those that people labelled. */
    long verdicts() {
        return LABELS.stream().mapToLong(this::saidByPeople).sum();
    }

    /** Verdicts that say what people say. */
    Proportion agreeing() {
        long agree = LABELS.stream().mapToLong(label -> count(label, label)).sum();
        return new Proportion(agree, verdicts());
    }

    /** The same where neither people nor the judge call it a tie. */
    Proportion agreeingWithoutTies() {
        long agree = count(Preferred.A, Preferred.A) + count(Preferred.B, Preferred.B);
        return new Proportion(agree, agree + count(Preferred.A, Preferred.B) + count(Preferred.B, Preferred.A));
    }

    /** How often people say the one and the judge the other. */
    long count(Preferred human, Preferred verdict) {
        return counts.getOrDefault(human, Map.of()).getOrDefault(verdict, 0L);
    }

    long tiesOfPeople() {
        return saidByPeople(Preferred.TIE);
    }

    long tiesOfJudge() {
        return LABELS.stream().mapToLong(human -> count(human, Preferred.TIE)).sum();
    }

    private long saidByPeople(Preferred human) {
        return LABELS.stream().mapToLong(verdict -> count(human, verdict)).sum();
    }

    /**
     * κ of people and judge. Which answer a file calls the first means nothing, so each pair counts half under either
     * name; otherwise files that always put the chosen answer first would have a κ of 0 whatever the judge says.
     */
    Figure kappa() {
        return Kappa.of(table(), Level.DEFAULT);
    }

    /** AC1 beside κ, where nearly all labels are ties and κ says little. */
    Optional<Figure> ac1() {
        boolean mostlyTies = tiesOfPeople() + tiesOfJudge() > MOSTLY * 2 * verdicts();
        return mostlyTies ? Optional.of(GwetAc1.of(table(), Level.DEFAULT)) : Optional.empty();
    }

    /** Without the category of ties where nobody uses it. */
    private double[][] table() {
        List<Preferred> used = tiesOfPeople() + tiesOfJudge() > 0 ? LABELS : LABELS.subList(0, 2);
        double[][] table = new double[used.size()][used.size()];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                Preferred human = used.get(i);
                Preferred verdict = used.get(j);
                table[i][j] = (count(human, verdict) + count(human.other(), verdict.other())) / 2.0;
            }
        }
        return table;
    }

    /** Agreement where people prefer the longer answer. */
    Proportion whereLongerIsPreferred() {
        return new Proportion(longerRight[0], longerRight[1]);
    }

    /** Agreement where people prefer the shorter answer. */
    Proportion whereShorterIsPreferred() {
        return new Proportion(shorterRight[0], shorterRight[1]);
    }

    /** Verdicts for the longer answer, of those for either where lengths differ. */
    Proportion judgeForLonger() {
        return new Proportion(verdictsForLonger, verdictsOnLength);
    }

    /** People's labels for the longer answer, of those for either where lengths differ and there is a verdict. */
    Proportion peopleForLonger() {
        return new Proportion(longerRight[1], longerRight[1] + shorterRight[1]);
    }
}

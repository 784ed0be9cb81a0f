package dev.constitution.runner;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a judge agrees with people, counted pair by pair. Not thread-safe.
 *
 * <p>Lengths are in characters (code points) of the answers as they stand. A tie of the judge agrees with a tie of people
 * and with nothing else. Pairs of no majority count nowhere but in {@link #noMajority}.
 */
final class Agreement {
    private static final int LABELS = 3;

    private final long[][] counts = new long[LABELS][LABELS]; // by people's label, then the judge's
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
        counts[pair.human().ordinal()][verdict.ordinal()]++;
        Preferred longer = Preferred.greater(length(pair.a()), length(pair.b()));
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

    /** An answer's length in characters. */
    static int length(String answer) {
        return answer.codePointCount(0, answer.length());
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
        long sum = 0;
        for (long[] row : counts) {
            for (long count : row) {
                sum += count;
            }
        }
        return sum;
    }

    /** Verdicts that say what people say. */
    Proportion agreeing() {
        long agree = 0;
        for (int i = 0; i < LABELS; i++) {
            agree += counts[i][i];
        }
        return new Proportion(agree, verdicts());
    }

    /** The same where neither people nor the judge call it a tie. */
    Proportion agreeingWithoutTies() {
        long agree = count(Preferred.A, Preferred.A) + count(Preferred.B, Preferred.B);
        return new Proportion(agree, agree + count(Preferred.A, Preferred.B) + count(Preferred.B, Preferred.A));
    }

    long count(Preferred human, Preferred verdict) {
        return counts[human.ordinal()][verdict.ordinal()];
    }

    long tiesOfPeople() {
        long ties = 0;
        for (int j = 0; j < LABELS; j++) {
            ties += counts[Preferred.TIE.ordinal()][j];
        }
        return ties;
    }

    long tiesOfJudge() {
        long ties = 0;
        for (int i = 0; i < LABELS; i++) {
            ties += counts[i][Preferred.TIE.ordinal()];
        }
        return ties;
    }

    /**
     * κ of people and judge. Which answer a file calls the first means nothing, so each pair counts half under either
     * name; otherwise files that always put the chosen answer first would have a κ of 0 whatever the judge says.
     */
    Optional<Kappa> kappa() {
        double[][] table = new double[LABELS][LABELS];
        for (Preferred human : Preferred.values()) {
            for (Preferred verdict : Preferred.values()) {
                if (human != Preferred.SPLIT && verdict != Preferred.SPLIT) {
                    table[human.ordinal()][verdict.ordinal()] =
                            (count(human, verdict) + count(human.other(), verdict.other())) / 2.0;
                }
            }
        }
        return Kappa.of(table, verdicts());
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

package dev.constitution.runner.measure;

import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.outcome.StoredVerdict;
import dev.constitution.runner.stats.TwoOrders.Scores;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads duels as wins, ties and losses: 1 where the first arm's answer is judged the better, one half for neither. */
final class DuelScores {
    private static final double ROUNDING = 1e-9;
    private static final double[] SCORES = {0, 0.5, 1};

    /** One object for each of the nine, of which there are as many as prompts. */
    private static final Scores[][] KNOWN = new Scores[SCORES.length][SCORES.length];

    static {
        for (int i = 0; i < SCORES.length; i++) {
            for (int j = 0; j < SCORES.length; j++) {
                KNOWN[i][j] = new Scores(OptionalDouble.of(SCORES[i]), OptionalDouble.of(SCORES[j]));
            }
        }
    }

    private DuelScores() {}

    /** The first arm's scores in either order; empty where not both were judged. */
    static Optional<Scores> inOrders(StoredDuel duel) {
        return duel.judgement().flatMap(judgement -> inOrders(judgement.verdict(), duel.bFirst()));
    }

    private static Optional<Scores> inOrders(StoredVerdict verdict, boolean bFirst) {
        return verdict.orderEffect()
                // Where the second arm was shown first, the pair that was judged is the other way round.
                .map(orders -> bFirst
                        ? KNOWN[place(1 - orders.aSecond())][place(1 - orders.aFirst())]
                        : KNOWN[place(orders.aFirst())][place(orders.aSecond())]);
    }

    /** The first arm's score, of both orders their mean: where these disagree it is a tie. Empty where there is no verdict. */
    static OptionalDouble of(StoredDuel duel) {
        if (duel.isOfEqualAnswers()) {
            return OptionalDouble.of(SCORES[1]);
        }
        return duel.judgement()
                .map(judgement -> of(judgement.verdict(), duel.bFirst()))
                .orElse(OptionalDouble.empty());
    }

    /** The same by one verdict. */
    static OptionalDouble of(StoredVerdict verdict, boolean bFirst) {
        Optional<Scores> orders = inOrders(verdict, bFirst);
        if (orders.isPresent()) {
            double first = orders.get().shownFirst().orElseThrow();
            return OptionalDouble.of((first + orders.get().shownSecond().orElseThrow()) / 2);
        }
        OptionalDouble shown = verdict.probability();
        if (shown.isEmpty()) {
            return shown;
        }
        return OptionalDouble.of(SCORES[place(bFirst ? 1 - shown.getAsDouble() : shown.getAsDouble())]);
    }

    private static int place(double probability) {
        double gap = probability - SCORES[1];
        return Math.abs(gap) < ROUNDING ? 1 : gap > 0 ? 2 : 0;
    }
}

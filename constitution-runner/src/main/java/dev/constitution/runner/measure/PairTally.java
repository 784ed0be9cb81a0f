package dev.constitution.runner.measure;

import dev.constitution.runner.measure.TriedRow.Prompted;
import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Looks;
import dev.constitution.runner.stats.McNemar;
import dev.constitution.runner.stats.Mean;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.stats.TwoOrders;
import dev.constitution.runner.stats.TwoOrders.Scores;
import dev.constitution.runner.stats.WinRate;
import dev.constitution.text.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Adds up one arm against another, row by row. Not thread-safe. */
final class PairTally {
    private final String a;
    private final String b;
    private final boolean hasJudge;
    private final Map<Prompted, Numbers> scores = new EnumMap<>(Prompted.class);
    private final List<Scores> orders = new ArrayList<>();
    private final RefusalCounts refusals = new RefusalCounts();
    private final Numbers lengths = new Numbers();
    private long answered;
    private long differing;
    private long equal;
    private long unanswered;
    private long failed;
    private long unreadable;

    PairTally(String a, String b, boolean hasJudge) {
        this.a = a;
        this.b = b;
        this.hasJudge = hasJudge;
    }

    String a() {
        return a;
    }

    String b() {
        return b;
    }

    /** Adds a row, and returns the first arm's score where there is one. */
    OptionalDouble add(TriedRow row) {
        Optional<String> one = row.answer(a);
        Optional<String> other = row.answer(b);
        if (one.isEmpty() || other.isEmpty()) {
            unanswered++;
            return OptionalDouble.empty();
        }
        answered++;
        differing += one.get().equals(other.get()) ? 0 : 1;
        refusals.add(row.prompted(), Refusal.isIn(one.get()), Refusal.isIn(other.get()));
        lengths.add(TriedRow.length(one.get()) - (double) TriedRow.length(other.get()));
        Optional<StoredDuel> duel = row.duel(a, b);
        if (duel.isEmpty()) {
            failed += hasJudge ? 1 : 0;
            return OptionalDouble.empty();
        }
        return add(row.prompted(), duel.get());
    }

    private OptionalDouble add(Prompted prompted, StoredDuel duel) {
        OptionalDouble score = DuelScores.of(duel);
        if (score.isEmpty()) {
            failed += duel.failure().isPresent() ? 1 : 0;
            unreadable += duel.failure().isPresent() ? 0 : 1;
            return score;
        }
        equal += duel.isOfEqualAnswers() ? 1 : 0;
        DuelScores.inOrders(duel).ifPresent(orders::add);
        scores.computeIfAbsent(prompted, any -> new Numbers()).add(score.getAsDouble());
        return score;
    }

    /** The test of whether the arms differ. */
    McNemar test() {
        double[] all = scores();
        return new McNemar(won(all, 1), won(all, -1), all.length);
    }

    private static long won(double[] scores, int sign) {
        return Arrays.stream(scores)
                .filter(score -> Math.signum(score - 0.5) == sign)
                .count();
    }

    private double[] scores() {
        return scores.values().stream()
                .flatMapToDouble(some -> Arrays.stream(some.toArray()))
                .toArray();
    }

    /**
     * The figures.
     *
     * @param alone the level of all but comparisons of arms
     * @param together the level of intervals that hold together with those of the other pairs
     * @param holm the test's p, adjusted, and the level that it was held against
     */
    PairFigures figures(Level alone, Level together, HolmTests.Adjusted holm) {
        McNemar test = test();
        TwoOrders byOrder = TwoOrders.of(orders, alone);
        return new PairFigures(
                a,
                b,
                WinRate.of(scores(), together),
                kind(Prompted.SAFE, alone),
                kind(Prompted.UNSAFE, alone),
                test.p(),
                holm.p(),
                holm.verdict(),
                test.a(),
                test.n() - test.a() - test.b(),
                test.b(),
                equal,
                new Proportion(differing, answered).figure(alone),
                new PairFigures.Missing(unanswered, failed, unreadable),
                new PairFigures.Orders(
                        byOrder.disagreeing().figure(alone),
                        byOrder.bias(),
                        byOrder.byPosition().p(),
                        byOrder.followsPosition()),
                Looks.evidence(test.a(), test.b()),
                refusals.differences(alone),
                Mean.of(lengths.toArray(), alone));
    }

    private Optional<Figure> kind(Prompted kind, Level level) {
        return Optional.ofNullable(scores.get(kind)).map(some -> WinRate.of(some.toArray(), level));
    }
}

package dev.constitution.runner.measure;

import dev.constitution.runner.measure.TriedRow.Prompted;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Moments;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.stats.ScoreDifference;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts of refusals by what the prompts are. Not thread-safe. */
final class RefusalCounts {
    private final Map<Prompted, long[]> counts = new EnumMap<>(Prompted.class);

    /** Counts an answer. */
    void add(Prompted prompted, boolean refused) {
        long[] own = of(prompted);
        own[refused ? 0 : 2]++;
    }

    /** Counts two arms' answers to a prompt. */
    void add(Prompted prompted, boolean a, boolean b) {
        long[] own = of(prompted);
        own[a == b ? 1 : a ? 0 : 2]++;
    }

    private long[] of(Prompted prompted) {
        return counts.computeIfAbsent(prompted, any -> new long[3]);
    }

    private long[] sum() {
        long[] sum = new long[3];
        counts.values().forEach(own -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += own[i];
            }
        });
        return sum;
    }

    ArmFigures.Refusals rates(Level level) {
        return new ArmFigures.Refusals(
                rate(sum(), level),
                at(Prompted.SAFE).map(own -> rate(own, level)),
                at(Prompted.UNSAFE).map(own -> rate(own, level)));
    }

    PairFigures.Refusals differences(Level level) {
        return new PairFigures.Refusals(
                difference(sum(), level),
                at(Prompted.SAFE).map(own -> difference(own, level)),
                at(Prompted.UNSAFE).map(own -> difference(own, level)));
    }

    private Optional<long[]> at(Prompted prompted) {
        return Optional.ofNullable(counts.get(prompted));
    }

    private static Figure rate(long[] own, Level level) {
        return new Proportion(own[0], own[0] + own[2]).figure(level);
    }

    private static Figure difference(long[] own, Level level) {
        return ScoreDifference.of(Moments.of(own[0], own[1], own[2]), level);
    }
}

package dev.constitution.benchmarks;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Holm;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Looks;
import dev.constitution.runner.stats.McNemar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Tests of arms that are equal: how often a difference is found. */
final class FalseFinds {
    private FalseFinds() {}

    private static McNemar plus(McNemar counts, SplittableRandom random, int prompts, double ties) {
        long a = counts.a();
        long b = counts.b();
        for (int i = 0; i < prompts; i++) {
            double u = random.nextDouble() - ties;
            a += u >= 0 && u < (1 - ties) / 2 ? 1 : 0;
            b += u >= (1 - ties) / 2 ? 1 : 0;
        }
        return new McNemar(a, b, counts.n() + prompts);
    }

    private static boolean finds(McNemar test, Level level) {
        return test.p().estimate().map(Figure.Estimate::value).orElse(1.0) <= level.alpha();
    }

    static Study mcNemar(int n, double ties) {
        return random -> Optional.of(finds(plus(new McNemar(0, 0, 0), random, n, ties), Level.DEFAULT));
    }

    /** A look after every 50 prompts, by each look's level. */
    static Study looks(List<Level> levels) {
        return random -> {
            McNemar counts = new McNemar(0, 0, 0);
            boolean found = false;
            for (Level level : levels) {
                counts = plus(counts, random, 50, 0.2);
                found |= finds(counts, level);
            }
            return Optional.of(found);
        };
    }

    static List<Level> pocock(int looks) {
        Level level = Looks.pocock(looks, Level.DEFAULT);
        return Collections.nCopies(looks, level);
    }

    /** All pairs of equal arms on the same prompts. */
    static Study holm(int arms, int n) {
        return random -> {
            double[][] scores = new double[arms][];
            for (int arm = 0; arm < arms; arm++) {
                scores[arm] = random.doubles(n).map(u -> u < 0.5 ? 1 : 0).toArray();
            }
            List<OptionalDouble> p = new ArrayList<>();
            for (int a = 0; a < arms; a++) {
                for (int b = a + 1; b < arms; b++) {
                    p.add(McNemar.of(scores[a], scores[b])
                            .p()
                            .estimate()
                            .map(estimate -> OptionalDouble.of(estimate.value()))
                            .orElse(OptionalDouble.empty()));
                }
            }
            return Optional.of(
                    Holm.adjusted(p).stream().anyMatch(adjusted -> adjusted.orElse(1) <= Level.DEFAULT.alpha()));
        };
    }
}

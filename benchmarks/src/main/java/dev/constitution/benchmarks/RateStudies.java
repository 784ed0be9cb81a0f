package dev.constitution.benchmarks;

import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.stats.RepeatedScores;
import dev.constitution.runner.stats.ScoreDifference;
import dev.constitution.runner.stats.TwoOrders;
import dev.constitution.runner.stats.WinRate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rates and differences of simulated prompts. */
final class RateStudies {
    private static final double[] RATES = {0.5, 0.7, 0.9, 0.97};
    private static final double[] TIES = {0, 0.3, 0.6};

    private RateStudies() {}

    static Study wilson(int n, double p) {
        return random -> Study.holds(new Proportion(hits(random, n, p), n).figure(Level.DEFAULT), p);
    }

    static Study clopperPearson(int n, double p) {
        return random -> Study.holds(new Proportion(hits(random, n, p), n).exactFigure(Level.DEFAULT), p);
    }

    private static long hits(SplittableRandom random, int n, double p) {
        return random.doubles(n).filter(u -> u < p).count();
    }

    /** Of prompts that are tied with the given probability, as far as the rate leaves room, else won or lost. */
    static StudyCells winRates(int n) {
        StudyCells cells = new StudyCells("win rate, Tango, " + n + " prompts");
        for (double rate : RATES) {
            for (double tied : TIES) {
                double ties = Math.min(tied, 2 * (1 - rate));
                cells.add(random ->
                        Study.holds(WinRate.of(scores(random, n, rate - ties / 2, ties), Level.DEFAULT), rate));
            }
        }
        return cells;
    }

    private static double[] scores(SplittableRandom random, int n, double wins, double ties) {
        return random.doubles(n)
                .map(u -> u < wins ? 1 : u < wins + ties ? 0.5 : 0)
                .toArray();
    }

    /** Two arms whose outcomes on a prompt agree by a shared draw with the given probability. */
    static Study difference(int n, double a, double b, double shared) {
        return random -> {
            double[] one = new double[n];
            double[] other = new double[n];
            for (int i = 0; i < n; i++) {
                double luck = random.nextDouble();
                double own = random.nextDouble() < shared ? luck : random.nextDouble();
                one[i] = luck < a ? 1 : 0;
                other[i] = own < b ? 1 : 0;
            }
            return Study.holds(ScoreDifference.of(one, other, Level.DEFAULT), a - b);
        };
    }

    /** Several answers to a prompt, which copy the prompt's own outcome with the given probability. */
    static Study repeated(int n, int answers, double rate, double alike) {
        double copied = Math.sqrt(alike);
        return random -> {
            List<double[]> prompts = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                double own = random.nextDouble();
                prompts.add(IntStream.range(0, answers)
                        .mapToDouble(k -> random.nextDouble() < copied ? own : random.nextDouble())
                        .map(u -> u < rate ? 1 : 0)
                        .toArray());
            }
            return Study.holds(RepeatedScores.of(prompts, Level.DEFAULT).rate(), rate);
        };
    }

    /** A judge that picks the first answer whatever it says with the given probability, else the better one of equals. */
    static Study positionBias(int n, double biased) {
        return random -> {
            List<TwoOrders.Scores> prompts = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                boolean wins = random.nextBoolean();
                double first = random.nextDouble() < biased || wins ? 1 : 0;
                double second = random.nextDouble() < biased || !wins ? 0 : 1;
                prompts.add(new TwoOrders.Scores(OptionalDouble.of(first), OptionalDouble.of(second)));
            }
            return Study.holds(TwoOrders.of(prompts, Level.DEFAULT).bias(), biased / 2);
        };
    }
}

package dev.constitution.benchmarks;

import dev.constitution.runner.stats.Binning;
import dev.constitution.runner.stats.BradleyTerry;
import dev.constitution.runner.stats.Calibration;
import dev.constitution.runner.stats.Duel;
import dev.constitution.runner.stats.GwetAc1;
import dev.constitution.runner.stats.Kappa;
import dev.constitution.runner.stats.KrippendorffAlpha;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Agreement, rankings and calibration of simulated labels. */
final class LabelStudies {
    private LabelStudies() {}

    /** Raters who all give an item one label with probability kappa, and else each their own. */
    private static int[] labels(SplittableRandom random, double kappa, double[] shares, int raters) {
        int common = category(random, shares);
        boolean agreed = random.nextDouble() < kappa;
        int[] labels = new int[raters];
        Arrays.setAll(labels, i -> agreed ? common : category(random, shares));
        return labels;
    }

    private static int category(SplittableRandom random, double[] shares) {
        double left = random.nextDouble();
        for (int k = 0; k < shares.length - 1; k++) {
            left -= shares[k];
            if (left < 0) {
                return k;
            }
        }
        return shares.length - 1;
    }

    private static double[][] table(SplittableRandom random, int n, double kappa, double[] shares) {
        double[][] table = new double[shares.length][shares.length];
        for (int i = 0; i < n; i++) {
            int[] pair = labels(random, kappa, shares, 2);
            table[pair[0]][pair[1]]++;
        }
        return table;
    }

    static Study kappa(int n, double kappa, double... shares) {
        return random -> Study.holds(Kappa.of(table(random, n, kappa, shares), Level.DEFAULT), kappa);
    }

    static Study ac1(int n, double kappa, double... shares) {
        double same = Arrays.stream(shares).map(share -> share * share).sum();
        double chance = (1 - same) / (shares.length - 1);
        double truth = (kappa + (1 - kappa) * same - chance) / (1 - chance);
        return random -> Study.holds(GwetAc1.of(table(random, n, kappa, shares), Level.DEFAULT), truth);
    }

    /** Three raters, of whose labels one in five is missing. */
    static Study alpha(int n, double kappa, double... shares) {
        return random -> {
            int[][] counts = new int[n][shares.length];
            for (int[] item : counts) {
                for (int label : labels(random, kappa, shares, 3)) {
                    item[label] += random.nextDouble() < 0.2 ? 0 : 1;
                }
            }
            return Study.holds(KrippendorffAlpha.of(counts, Level.DEFAULT), kappa);
        };
    }

    /** Equal arms, each with an answer of its own quality to every prompt, so that the duels on a prompt are alike. */
    static Study bradleyTerry(int prompts, int arms) {
        return random -> {
            List<Duel> duels = new ArrayList<>();
            for (int prompt = 0; prompt < prompts; prompt++) {
                double[] quality = new double[arms];
                Arrays.setAll(quality, arm -> random.nextGaussian());
                for (int a = 0; a < arms; a++) {
                    for (int b = a + 1; b < arms; b++) {
                        boolean wins = random.nextDouble() < 1 / (1 + Math.exp(quality[b] - quality[a]));
                        duels.add(new Duel("p" + prompt, a, b, wins ? 1 : 0));
                    }
                }
            }
            Ranking ranking = BradleyTerry.rank(arms, duels);
            return ranking.groups().stream()
                    .filter(group -> group.arms().contains(0) && group.arms().contains(1))
                    .findFirst()
                    .flatMap(group -> Study.holds(group.difference(0, 1, Level.DEFAULT), 0));
        };
    }

    static Study signedGap(int n) {
        return random -> Study.holds(calibrated(random, n).gap(), 0);
    }

    /** A judge that is calibrated, and is called otherwise. */
    static Study calledMiscalibrated(int n) {
        return random -> Optional.of(calibrated(random, n).p() <= Level.DEFAULT.alpha());
    }

    private static Calibration calibrated(SplittableRandom random, int n) {
        double[] p = random.doubles(n, 0.5, 1).toArray();
        boolean[] right = new boolean[n];
        for (int i = 0; i < n; i++) {
            right[i] = random.nextDouble() < p[i];
        }
        return Calibration.of(p, right, Binning.ofEqualWidth(0.5, 1), Calibration.bins(n), random.nextLong());
    }
}

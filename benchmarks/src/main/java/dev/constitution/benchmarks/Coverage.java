package dev.constitution.benchmarks;

import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Looks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** Simulates how often intervals of 95 % hold the truth, and tests at 5 % find what is not there, and keeps it in the docs. */
public final class Coverage {
    private static final double[] SHARES = {0.02, 0.1, 0.3, 0.5};

    private Coverage() {}

    /** The project's folder. */
    public static void main(String[] arguments) throws IOException {
        Report report = new Report(Path.of(arguments[0]).resolve("docs/statistics.md"));
        for (int n : new int[] {10, 30, 100, 300}) {
            report.add(List.of(
                    shares("share, Wilson, " + n, p -> RateStudies.wilson(n, p)).covers(0.9),
                    shares("share, Clopper-Pearson, " + n, p -> RateStudies.clopperPearson(n, p))
                            .covers(0.945)));
        }
        for (int n : new int[] {20, 50, 200}) {
            report.add(List.of(
                    RateStudies.winRates(n).covers(0.92),
                    differences(n).covers(0.93),
                    repeated(n).covers(0.935),
                    positions(n).covers(0.93)));
        }
        for (int n : new int[] {30, 100, 300}) {
            report.add(List.of(
                    kappas(n).covers(0.915), ac1s(n).covers(0.925), alphas(n).covers(0.915)));
        }
        for (int n : new int[] {20, 50}) {
            report.add(List.of(new StudyCells("strengths of 4 arms, sandwich, " + n + " prompts")
                    .add(LabelStudies.bradleyTerry(n, 4))
                    .covers(0.92)));
        }
        for (int n : new int[] {100, 500}) {
            report.add(List.of(
                    new StudyCells("signed gap, " + n + " pairs")
                            .add(LabelStudies.signedGap(n))
                            .covers(0.925),
                    new StudyCells("calibrated judge called miscalibrated, " + n + " pairs")
                            .add(LabelStudies.calledMiscalibrated(n))
                            .atMost(0.06)));
            report.add(List.of(new StudyCells("false finds, McNemar, " + n + " prompts")
                    .add(FalseFinds.mcNemar(n, 0))
                    .add(FalseFinds.mcNemar(n, 0.2))
                    .add(FalseFinds.mcNemar(n, 0.6))
                    .atMost(0.06)));
        }
        report.add(List.of(
                new StudyCells("false finds, 10 looks at 5 % each, which is wrong")
                        .add(FalseFinds.looks(Collections.nCopies(10, Level.DEFAULT)))
                        .atMost(1),
                new StudyCells("false finds, 10 looks, Pocock")
                        .add(FalseFinds.looks(FalseFinds.pocock(10)))
                        .atMost(0.06),
                new StudyCells("false finds, 10 looks, Haybittle-Peto")
                        .add(FalseFinds.looks(Looks.haybittlePeto(10, Level.DEFAULT)))
                        .atMost(0.065),
                new StudyCells("any false find, 6 arms of 50 prompts, Holm")
                        .add(FalseFinds.holm(6, 50))
                        .atMost(0.06)));
        report.write();
    }

    private static StudyCells shares(String measure, DoubleFunction<Study> study) {
        StudyCells cells = new StudyCells(measure);
        DoubleStream.of(SHARES).mapToObj(study).forEach(cells::add);
        return cells;
    }

    private static StudyCells differences(int n) {
        return new StudyCells("difference of arms, Tango, " + n + " prompts")
                .add(RateStudies.difference(n, 0.5, 0.5, 0))
                .add(RateStudies.difference(n, 0.5, 0.5, 0.9))
                .add(RateStudies.difference(n, 0.6, 0.4, 0.5))
                .add(RateStudies.difference(n, 0.95, 0.9, 0.5))
                .add(RateStudies.difference(n, 0.95, 0.9, 0));
    }

    private static StudyCells repeated(int n) {
        return new StudyCells("several answers a prompt, Tango on means, " + n + " prompts")
                .add(RateStudies.repeated(n, 2, 0.6, 0.2))
                .add(RateStudies.repeated(n, 4, 0.6, 0.5))
                .add(RateStudies.repeated(n, 8, 0.6, 0.8))
                .add(RateStudies.repeated(n, 4, 0.9, 0.5));
    }

    private static StudyCells positions(int n) {
        return new StudyCells("position bias, Tango, " + n + " prompts")
                .add(RateStudies.positionBias(n, 0))
                .add(RateStudies.positionBias(n, 0.2))
                .add(RateStudies.positionBias(n, 0.7));
    }

    private static StudyCells kappas(int n) {
        return new StudyCells("kappa, pseudo items, " + n)
                .add(LabelStudies.kappa(n, 0.4, 0.5, 0.5))
                .add(LabelStudies.kappa(n, 0.8, 0.5, 0.5))
                .add(LabelStudies.kappa(n, 0.4, 0.9, 0.1))
                .add(LabelStudies.kappa(n, 0.6, 0.4, 0.2, 0.4));
    }

    private static StudyCells ac1s(int n) {
        return new StudyCells("AC1, pseudo items, " + n)
                .add(LabelStudies.ac1(n, 0.4, 0.5, 0.5))
                .add(LabelStudies.ac1(n, 0.4, 0.9, 0.1))
                .add(LabelStudies.ac1(n, 0.8, 0.95, 0.05))
                .add(LabelStudies.ac1(n, 0.6, 0.4, 0.2, 0.4));
    }

    private static StudyCells alphas(int n) {
        return new StudyCells("alpha, 3 raters, a fifth missing, pseudo items, " + n)
                .add(LabelStudies.alpha(n, 0.4, 0.5, 0.5))
                .add(LabelStudies.alpha(n, 0.8, 0.5, 0.5))
                .add(LabelStudies.alpha(n, 0.4, 0.9, 0.1))
                .add(LabelStudies.alpha(n, 0.6, 0.4, 0.2, 0.4));
    }
}

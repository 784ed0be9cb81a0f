package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Calibration;
import dev.constitution.runner.stats.Figure;
import java.util.Optional;

/**
 * The judge against people. Where several people labelled a pair, what most of them say counts.
 *
 * @param labels how many labels there are of compared answers as they are now, without those that were skipped
 * @param labellers how many people gave them
 * @param pairs pairs with a label and a verdict
 * @param noMajority pairs on which people are split, which count nowhere
 * @param noVerdict pairs that the judge gave no verdict on, which count nowhere
 * @param agreeing pairs on which the judge says what people say; a tie agrees with a tie
 * @param kappa the same beyond chance; which arm is called the first means nothing, so each pair counts half under either name
 * @param ac1 beside it, where nearly all are ties; empty otherwise
 * @param calibration whether the judge's probabilities come true, on pairs that people decided; empty without any
 */
public record PeopleFigures(
        long labels,
        long labellers,
        long pairs,
        long noMajority,
        long noVerdict,
        Figure agreeing,
        Figure kappa,
        Optional<Figure> ac1,
        Optional<Calibration> calibration) {}

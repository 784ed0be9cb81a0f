package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;

/**
 * How the detector of refusals does against people: what every rate that uses it is worth.
 *
 * <p>Counted on 2026-11-29 on answers of Mistral 7B to prompts of XSTest (Röttger et al. 2023, arXiv:2308.01263), each labelled
 * by two people, full and partial refusals together. A test counts again.
 *
 * @param agreeing answers that the detector tells as people do
 * @param found of the answers that people call refusals, those that it finds
 * @param falseAlarms of the answers that people call none, those that it takes for one
 */
public record DetectorAccuracy(Figure agreeing, Figure found, Figure falseAlarms) {
    /** On prompts that an answer should not refuse. */
    public static final DetectorAccuracy ON_SAFE = of(15, 20, 3, 230);

    /** On prompts that an answer should refuse; people found that all of these answers did. */
    public static final DetectorAccuracy ON_UNSAFE = of(74, 114, 0, 0);

    private static DetectorAccuracy of(long found, long refusals, long alarms, long others) {
        return new DetectorAccuracy(
                new Proportion(found + others - alarms, refusals + others).figure(Level.DEFAULT),
                new Proportion(found, refusals).figure(Level.DEFAULT),
                new Proportion(alarms, others).figure(Level.DEFAULT));
    }
}

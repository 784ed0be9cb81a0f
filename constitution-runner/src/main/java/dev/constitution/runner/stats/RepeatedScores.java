package dev.constitution.runner.stats;

import java.util.Arrays;
import java.util.List;

/**
 * The win rate of prompts that were answered several times each. Answers to one prompt are alike, so that a prompt counts once,
 * by its mean.
 *
 * @param rate the mean of the prompts' means, by Tango's score interval
 * @param answers how many answers there are
 * @param pooled the mean of all answers, which differs where prompts have different numbers of them
 */
public record RepeatedScores(Figure rate, long answers, double pooled) {

    /** Of the scores in [0, 1] of each prompt's answers; a prompt without any is left out by the caller. */
    public static RepeatedScores of(List<double[]> prompts, Level level) {
        long answers = prompts.stream().mapToLong(scores -> scores.length).sum();
        double sum = prompts.stream().flatMapToDouble(Arrays::stream).sum();
        return new RepeatedScores(WinRate.of(means(prompts), level), answers, answers == 0 ? 0 : sum / answers);
    }

    /**
     * How many times as many answers are needed as of prompts that were answered once: the variance by prompt over that of
     * answers that were independent.
     */
    public static double designEffect(List<double[]> prompts) {
        double[] means = means(prompts);
        RepeatedScores all = of(prompts, Level.DEFAULT);
        double error = Moments.of(means).standardError();
        double squares = prompts.stream()
                .flatMapToDouble(Arrays::stream)
                .map(score -> (score - all.pooled) * (score - all.pooled))
                .sum();
        if (!(squares > 0)) {
            throw new IllegalArgumentException("all answers have one score; their design effect is undefined");
        }
        return error * error * all.answers * all.answers / squares;
    }

    private static double[] means(List<double[]> prompts) {
        return prompts.stream()
                .mapToDouble(scores -> Arrays.stream(scores)
                        .average()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "a prompt has no scores; leave it out and say how many were")))
                .toArray();
    }
}

package dev.constitution.runner.label;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.stats.RepeatedScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scores in [0, 1] gathered by prompt: a prompt counts once, however often it was labelled. */
final class ByPrompt {
    private final Map<Long, List<Double>> scores = new TreeMap<>();

    void add(long row, double score) {
        scores.computeIfAbsent(row, any -> new ArrayList<>()).add(score);
    }

    private List<double[]> prompts() {
        return scores.values().stream()
                .map(ofPrompt ->
                        ofPrompt.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    /** The mean of the prompts' means; one hit or miss a prompt is a share. */
    Figure mean() {
        List<double[]> prompts = prompts();
        boolean isShare = prompts.stream().allMatch(one -> one.length == 1 && (one[0] == 0 || one[0] == 1));
        long hits = prompts.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(x -> x == 1)
                .count();
        return isShare
                ? new Proportion(hits, prompts.size()).figure(Level.DEFAULT)
                : RepeatedScores.of(prompts, Level.DEFAULT).rate();
    }
}

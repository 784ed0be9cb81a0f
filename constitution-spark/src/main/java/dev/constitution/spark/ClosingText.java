package dev.constitution.spark;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.display.OutcomeText;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.OutcomeCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run has come to, in the words of the runner's. */
final class ClosingText {
    private ClosingText() {}

    /** @param files what was written of the runner's files */
    static String of(JobFolder folder, List<String> files, Counts counts) {
        OutcomeCounts outcomes = outcomes(counts);
        List<String> lines = new ArrayList<>();
        lines.add(Words.count(outcomes.total(), "row") + ": " + OutcomeText.of(outcomes, made(files)));
        lines.add(Words.count(counts.calls(), "call"));
        lines.add("cost: " + cost(counts) + " for " + Words.count(counts.inputTokens(), "token") + " in and "
                + Words.count(counts.outputTokens(), "token") + " out");
        if (!counts.leftOut().isEmpty()) {
            lines.add("left out of " + JobFolder.PAIRS_PARQUET + ", in pairs.jsonl alone: "
                    + counts.leftOut().entrySet().stream()
                            .map(one -> one.getKey() + " " + one.getValue())
                            .collect(Collectors.joining(", ")));
        }
        if (counts.rows().containsKey(OutcomeKind.FAILED.label())) {
            lines.add("why rows failed is in outcomes, where kind is failed");
        }
        lines.add("written to " + folder.uri() + ": outcomes, " + String.join(", ", files));
        return String.join("\n", lines);
    }

    private static OutcomeKind made(List<String> files) {
        if (files.contains(JobFolder.PAIRS_PARQUET)) {
            return OutcomeKind.PAIR;
        }
        return files.contains("verdicts.jsonl") ? OutcomeKind.JUDGED : OutcomeKind.CONVERSATION;
    }

    private static OutcomeCounts outcomes(Counts counts) {
        TreeMap<OutcomeKind, SortedMap<String, Long>> byKind = new TreeMap<>();
        counts.rows().forEach((kind, details) -> byKind.put(OutcomeKind.of(kind), details));
        return new OutcomeCounts(byKind);
    }

    private static String cost(Counts counts) {
        return counts.usd() == null
                ? "unknown, since the price table lacks a model (add it with --prices FILE),"
                : new Cost(counts.usd()).toString();
    }
}

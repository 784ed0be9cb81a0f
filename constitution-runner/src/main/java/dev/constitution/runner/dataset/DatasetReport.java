package dev.constitution.runner.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@link DatasetGates} dropped from a data set, and what the pairs that it kept have too much of.
 *
 * @param dropped the pairs that were dropped, in the input's order
 * @param lengths the lengths of the kept pairs' answers
 * @param tokens how long the kept pairs are for a trainer
 * @param boilerplate what the kept pairs' chosen answers share
 * @param refusals how often the kept pairs' answers evade, by class of prompt; {@code all} where no class is known
 * @param ofFiles what readers of the files that the pairs were written to will make of them, a sentence each
 */
public record DatasetReport(
        List<Dropped> dropped,
        LengthBias lengths,
        TokenLengths tokens,
        Boilerplate boilerplate,
        SortedMap<String, RefusalRate> refusals,
        List<String> ofFiles) {
    static final String ALL = "all";

    /** The share of chosen answers from which what they have in common is warned of. */
    private static final double NOTABLE = 0.05;

    public DatasetReport {
        dropped = List.copyOf(dropped);
        ofFiles = List.copyOf(ofFiles);
        refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
    }

    /**
     * A pair that was dropped.
     *
     * @param row its row in the input, from 0
     * @param id its prompt's id
     * @param gate {@code duplicate}, {@code near_duplicate} or {@code split_overlap}; {@code in_folder} or
     *     {@code id_in_folder} where pairs are added to others
     * @param reason the same in a sentence
     */
    public record Dropped(long row, String id, String gate, String reason) {}

    /** Where there are no pairs. */
    public static DatasetReport ofNothing() {
        return DatasetGates.ofDuplicates().report();
    }

    /** The report that was written as this text, see {@link #toJson()}. */
    public static DatasetReport parse(String json) {
        return DatasetReportJson.parse(json);
    }

    /** This report, with what readers will make of files. */
    public DatasetReport withFiles(List<String> warnings) {
        return new DatasetReport(dropped, lengths, tokens, boilerplate, refusals, warnings);
    }

    /** This report, with pairs that were dropped before the gates saw them. */
    public DatasetReport alsoDropped(List<Dropped> more) {
        return new DatasetReport(
                Stream.concat(dropped.stream(), more.stream())
                        .sorted(Comparator.comparingLong(Dropped::row))
                        .toList(),
                lengths,
                tokens,
                boilerplate,
                refusals,
                ofFiles);
    }

    /** How many pairs were kept. */
    public long kept() {
        return lengths.pairs();
    }

    /** The rows of the pairs that were dropped. */
    public Set<Long> droppedRows() {
        return dropped.stream().map(Dropped::row).collect(Collectors.toUnmodifiableSet());
    }

    /** How many pairs each gate dropped. */
    public SortedMap<String, Long> droppedByGate() {
        TreeMap<String, Long> counts = new TreeMap<>();
        dropped.forEach(pair -> counts.merge(pair.gate(), 1L, Long::sum));
        return counts;
    }

    /** What should be looked at before training, a sentence each; {@code docs/gates.md} tells from when on. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (lengths.isLarge()) {
            warnings.add(text(
                    "chosen answers are %s: %.0f characters against %.0f, d = %.2f; a trainer may learn length",
                    lengths.cohensD() > 0 ? "longer" : "shorter",
                    lengths.meanOfChosen(),
                    lengths.meanOfRejected(),
                    lengths.cohensD()));
        }
        warnings.addAll(tokens.warnings());
        mostFrequent(boilerplate.sentences(), "say").ifPresent(warnings::add);
        mostFrequent(boilerplate.openings(), "open with").ifPresent(warnings::add);
        refusals.forEach((promptClass, rate) -> {
            if (rate.isTaught()) {
                warnings.add(text(
                        "%,d of %,d chosen answers evade, of the rejected ones %,d (class of prompts: %s)",
                        rate.chosen(), rate.pairs(), rate.rejected(), promptClass));
            }
        });
        warnings.addAll(ofFiles);
        return warnings;
    }

    /** The whole report as a JSON object, described in {@code docs/gates.md}; ASCII only, so that no id is lost. */
    public String toJson() {
        return DatasetReportJson.of(this);
    }

    private Optional<String> mostFrequent(List<Boilerplate.Phrase> phrases, String say) {
        return phrases.stream()
                .limit(1)
                .filter(most -> most.answers() >= NOTABLE * kept())
                .map(most -> text("%,d of %,d chosen answers %s: %s", most.answers(), kept(), say, most.text()))
                .findFirst();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

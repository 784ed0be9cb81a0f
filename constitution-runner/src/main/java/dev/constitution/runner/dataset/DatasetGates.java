package dev.constitution.runner.dataset;

import dev.constitution.gate.Gate;
import dev.constitution.text.Refusal;
import dev.constitution.text.WordSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Gates over a whole data set: pairs that it already has are dropped, and what the kept pairs have too much of is reported.
 * Pairs come in the input's order and the first of its kind is kept, so that the same pairs always give the same data set.
 * Used by one thread.
 *
 * <p>A kept pair takes some 90 bytes, or none with {@link FirstRows} of your own; where near duplicates are looked for, 154
 * to 239 more, and as many again where it has a split. What is counted besides takes a few MB, however many pairs there are;
 * of a dropped pair its id stays.
 */
public final class DatasetGates {
    /** The same turns and answers as an earlier pair. */
    private static final String DUPLICATE = "duplicate";

    /** Nearly the same phrases as an earlier pair. */
    private static final String NEAR_DUPLICATE = "near_duplicate";

    /** A question that another split has, or nearly: a model would be tested on what it was trained on. */
    private static final String SPLIT_OVERLAP = "split_overlap";

    /** Stands for the row of a pair that the data set has from elsewhere. */
    private static final int HELD = -1;

    private final FirstRows firstRows;
    private final Optional<Similar> similar;
    private final List<DatasetReport.Dropped> dropped = new ArrayList<>();
    private final LengthBias.Sum lengths = new LengthBias.Sum();
    private final TokenLengths.Sum tokens;
    private final Boilerplate.Sum boilerplate = new Boilerplate.Sum();
    private final TreeMap<String, RefusalRate> refusals = new TreeMap<>();

    /** What near duplicates are found by. */
    private record Similar(SimilarTexts pairs, SimilarTexts questions, List<String> splits) {}

    /** Remembers which pairs there were: in memory by default, elsewhere for data sets beyond that. */
    @FunctionalInterface
    public interface FirstRows {
        /** The row of the first pair that has this hash; empty where it is this one, which is then remembered. */
        OptionalLong earlier(long hash, long row);
    }

    private DatasetGates(FirstRows firstRows, Optional<Similar> similar, TokenCounter counter) {
        this.firstRows = firstRows;
        this.similar = similar;
        this.tokens = new TokenLengths.Sum(counter);
    }

    /** The same gates before their first pair, with tokens counted in another way than by {@link TokenCounter#estimate()}. */
    public DatasetGates countedBy(TokenCounter counter) {
        return new DatasetGates(firstRows, similar, counter);
    }

    /** Drops pairs that are equal to an earlier one. */
    public static DatasetGates ofDuplicates() {
        return ofDuplicates(inMemory());
    }

    /** Drops pairs that are equal to an earlier one, as {@code firstRows} remembers them. */
    public static DatasetGates ofDuplicates(FirstRows firstRows) {
        return new DatasetGates(firstRows, Optional.empty(), TokenCounter.estimate());
    }

    /**
     * Drops also pairs that are nearly the same as an earlier one, and pairs whose question is nearly the same as one of
     * another split. Compared by their runs of three words, without regard to case, punctuation and system turns.
     *
     * @param share the share of all runs of two texts that they must have in common (Jaccard's index), in (0, 1]; 0.8 is a
     *     usual value
     */
    public static DatasetGates ofNearDuplicates(double share) {
        return ofNearDuplicates(share, inMemory());
    }

    /** The same, with equal pairs as {@code firstRows} remembers them. */
    public static DatasetGates ofNearDuplicates(double share, FirstRows firstRows) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of near duplicates must be in (0, 1], got " + share);
        }
        return new DatasetGates(
                firstRows,
                Optional.of(new Similar(new SimilarTexts(share), new SimilarTexts(share), new ArrayList<>())),
                TokenCounter.estimate());
    }

    private static FirstRows inMemory() {
        Map<Long, Long> rows = new HashMap<>();
        return (hash, row) -> {
            Long earlier = rows.putIfAbsent(hash, row);
            return earlier == null ? OptionalLong.empty() : OptionalLong.of(earlier);
        };
    }

    /** Takes the next pair of the data set; an objection drops it, empty keeps it. */
    public Optional<Gate.Objection> offer(DatasetPair pair) {
        OptionalLong equal = firstRows.earlier(pair.hash(), pair.row());
        Optional<Gate.Objection> objection = equal.isEmpty()
                ? similar.flatMap(seen -> nearDuplicate(seen, pair))
                : Optional.of(new Gate.Objection(
                        DUPLICATE, "the pair of row " + (equal.getAsLong() + 1) + " has the same turns and answers"));
        if (objection.isPresent()) {
            dropped.add(new DatasetReport.Dropped(
                    pair.row(),
                    pair.prompt().id(),
                    objection.get().gate(),
                    objection.get().reason()));
            return objection;
        }
        lengths.add(pair.chosen(), pair.rejected());
        tokens.add(pair.prompt(), pair.chosen(), pair.rejected());
        boilerplate.add(pair.chosen());
        RefusalRate one =
                new RefusalRate(1, Refusal.isIn(pair.chosen()) ? 1 : 0, Refusal.isIn(pair.rejected()) ? 1 : 0);
        refusals.merge(pair.promptClass().orElse(DatasetReport.ALL), one, RefusalRate::plus);
        return objection;
    }

    /**
     * Takes a pair that the data set has from elsewhere: where near duplicates are looked for, what comes later is held against
     * it too. It is in no count.
     */
    public void hold(DatasetPair pair) {
        similar.ifPresent(seen -> remember(seen, Sketches.of(seen, pair), HELD));
    }

    /** What was dropped so far, and what the kept pairs have too much of. */
    public DatasetReport report() {
        return new DatasetReport(dropped, lengths.result(), tokens.result(), boilerplate.result(), refusals, List.of());
    }

    /** What a pair is compared by. */
    private record Sketches(MinHash question, MinHash pair, OptionalInt split) {
        static Sketches of(Similar seen, DatasetPair pair) {
            WordSequence words = pair.question();
            return new Sketches(
                    MinHash.of(words),
                    MinHash.of(words, WordSequence.of(pair.chosen()), WordSequence.of(pair.rejected())),
                    pair.split().stream()
                            .mapToInt(name -> numberOf(seen.splits(), name))
                            .findFirst());
        }
    }

    private static Optional<Gate.Objection> nearDuplicate(Similar seen, DatasetPair pair) {
        Sketches sketches = Sketches.of(seen, pair);
        OptionalInt split = sketches.split();
        if (split.isPresent()) {
            OptionalInt other = seen.questions().find(sketches.question(), label -> label != split.getAsInt());
            if (other.isPresent()) {
                return Optional.of(new Gate.Objection(
                        SPLIT_OVERLAP,
                        "split \"" + seen.splits().get(other.getAsInt()) + "\" has nearly the same question"));
            }
        }
        OptionalInt earlier = seen.pairs().find(sketches.pair(), row -> true);
        if (earlier.isPresent()) {
            String which = earlier.getAsInt() == HELD
                    ? "a pair that the data set had before"
                    : "the pair of row " + (earlier.getAsInt() + 1);
            return Optional.of(new Gate.Objection(NEAR_DUPLICATE, which + " has nearly the same phrases"));
        }
        remember(seen, sketches, Math.toIntExact(pair.row()));
        return Optional.empty();
    }

    private static void remember(Similar seen, Sketches sketches, int row) {
        seen.pairs().add(sketches.pair(), row);
        OptionalInt split = sketches.split();
        if (split.isPresent()
                && seen.questions()
                        .find(sketches.question(), label -> label == split.getAsInt())
                        .isEmpty()) {
            seen.questions().add(sketches.question(), split.getAsInt());
        }
    }

    private static int numberOf(List<String> splits, String split) {
        if (!splits.contains(split)) {
            splits.add(split);
        }
        return splits.indexOf(split);
    }
}

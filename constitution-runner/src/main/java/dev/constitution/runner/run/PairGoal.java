package dev.constitution.runner.run;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How many pairs a run is to make, and how many it can have already. A row is begun only while the pairs that stand, and one
 * more for each row under way, are fewer than wanted: then it is needed whatever becomes of the others, so that which rows
 * are done does not depend on how many are under way at once. Thread-safe.
 */
public final class PairGoal {
    public static final String META = "pairs_wanted";

    private static final long MILLIS_BETWEEN_LOOKS = 1000;

    private final OptionalLong wanted;
    private final Set<Long> begun = new HashSet<>();
    private int running;
    private boolean hasPassed;
    private long pairs;
    private long leftOut;

    /** @param pairs how many the store holds */
    PairGoal(OptionalLong wanted, long pairs) {
        this.wanted = wanted;
        this.pairs = pairs;
    }

    /** Notes what a start wants, for who looks at the run. */
    static void write(RunStore store, OptionalLong wanted) {
        if (wanted.isPresent() || in(store).isPresent()) {
            store.writer().meta(META, wanted.isPresent() ? Long.toString(wanted.getAsLong()) : "");
        }
    }

    /** What the last start wanted; empty where it was to do all rows. */
    public static OptionalLong in(StoreView store) {
        Optional<String> noted = store.meta(META).filter(text -> !text.isEmpty());
        return noted.isPresent() ? OptionalLong.of(Long.parseLong(noted.get())) : OptionalLong.empty();
    }

    /** Whether a row that is not begun is needed, whatever becomes of those that are. */
    synchronized boolean isWanted() {
        return wanted.isEmpty() || pairs - leftOut + begun.size() < wanted.getAsLong();
    }

    /** How many pairs there are, also those that do not stand. */
    synchronized long pairs() {
        return pairs;
    }

    synchronized boolean isBegun(long row) {
        return begun.contains(row);
    }

    /** How many rows may follow one that is begun now, as far as it can be told. */
    synchronized long following(long rows) {
        return wanted.isEmpty() ? rows : Math.min(rows, wanted.getAsLong() - pairs + leftOut - begun.size());
    }

    /** A row waits for calls that are under way. */
    synchronized void waits(long row) {
        if (wanted.isPresent()) {
            begun.add(row);
        }
    }

    /** A row is handed to a worker. */
    synchronized void begin(long row) {
        waits(row);
        running++;
    }

    /** A row has its outcome. */
    synchronized void ended(OutcomeRecord outcome) {
        begun.remove(outcome.row());
        if (outcome.kind() == OutcomeKind.PAIR) {
            pairs++;
        }
    }

    /** A worker is through with a row, with an outcome or without. */
    synchronized void passed() {
        running--;
        hasPassed = true;
        notifyAll();
    }

    /** So many of the pairs do not stand: the gates over the data set object to them. */
    synchronized void leftOut(long count) {
        leftOut = count;
    }

    /** Waits a while for a worker to be through with a row; whether any was at work. */
    @SuppressWarnings("WaitNotInLoop") // whoever waits looks again, and waits again
    synchronized boolean awaitRow() throws InterruptedException {
        boolean isAtWork = running > 0;
        if (isAtWork && !hasPassed) {
            wait(MILLIS_BETWEEN_LOOKS);
        }
        hasPassed = false;
        return isAtWork;
    }

    /** Whether so many pairs are enough. */
    boolean isReached(long standing) {
        return wanted.isPresent() && standing >= wanted.getAsLong();
    }

    /** Why a run ends that has done all its rows, and has so many pairs; empty where these are enough. */
    Optional<RunStop> shortOf(long standing, long rows, long input) {
        if (wanted.isEmpty() || isReached(standing)) {
            return Optional.empty();
        }
        String stand = String.format(
                Locale.ROOT,
                "%,d of %,d pairs stand, and %s done; ",
                standing,
                wanted.getAsLong(),
                Words.count(rows, "row") + (rows == 1 ? " is" : " are all"));
        return Optional.of(new RunStop(
                ExitCode.TOO_FEW_PAIRS,
                stand
                        + (rows < input
                                ? "raise --limit, or leave it out"
                                : "give more prompts in a file with these before them, another --out and"
                                        + " --fork of this folder, which asks nothing again")));
    }
}

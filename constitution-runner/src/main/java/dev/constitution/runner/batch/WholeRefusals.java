package dev.constitution.runner.batch;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.wire.HttpStatusException;
import dev.langchain4j.exception.TimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What becomes of batches of which the provider took no request, since one of them is at fault, or all are, or too much waits
 * there: nothing was paid for. By the user's choice their requests are sent one by one, or the batch is taken apart, see {@link
 * RefusedParts}, so that the rows at fault fail alone. Used under the lock of {@link Batches}.
 */
final class WholeRefusals {
    /** As OpenAI and Azure say that too many tokens wait in batches already, in words or in a code. */
    private static final Pattern TOO_MUCH = Pattern.compile("token_limit|enqueued", Pattern.CASE_INSENSITIVE);

    /** So many rows, each refused by itself while nothing was taken, share their fault with all. */
    private static final int ROWS_ALONE = 3;

    /**
     * So many batches, above one for each {@link #ROWS_WORTH} rows that were taken meanwhile, are refused in one search: enough to
     * find a few requests among the most that a batch may hold; more are found sooner by single calls.
     */
    private static final int MOST = 100;

    private static final int ROWS_WORTH = 100;

    private static final String BY_CALLS =
            "; with --batch-rest=calls, or without --batch, the same command goes on with single calls";
    private final BatchSetup setup;
    private final UnderWay underWay;
    private final WaitingRows waiting;
    private final RefusedParts parts;
    private final Map<String, Search> searches = new HashMap<>();

    /** The models to which a batch was taken, in whichever start. */
    private final Set<String> taken;

    WholeRefusals(BatchSetup setup, BatchLedger ledger, UnderWay underWay, WaitingRows waiting, RefusedParts parts) {
        this.setup = setup;
        this.underWay = underWay;
        this.waiting = waiting;
        this.parts = parts;
        this.taken = new HashSet<>(ledger.modelsThatTook());
    }

    /**
     * A batch that was refused.
     *
     * @param word for its state
     * @param said why, in the provider's words
     * @param failure the same as the failure of a request that is at fault
     * @param suspects the rows that the provider names; empty where it names none
     */
    record Refusal(OpenBatch batch, String word, String said, RuntimeException failure, Set<Long> suspects) {}

    /** The search for what is at fault in requests to one model. */
    private static final class Search {
        private int refused;

        /** Rows of batches that were taken since it began. */
        private long rows;

        /** A batch was taken apart since all were looked at; its parts are sent next. */
        private boolean isSplit;

        private String what = "";

        /** Calls of rows that were refused by themselves, while no batch was taken. */
        private final List<Alone> alone = new ArrayList<>();

        private long rowsAlone() {
            return alone.stream()
                    .flatMap(row -> row.calls().stream().map(BatchedCall::row))
                    .distinct()
                    .count();
        }
    }

    /** The calls of a row that was refused by itself, and why; it waits until another is taken, or all are known to be refused. */
    private record Alone(List<BatchedCall> calls, RuntimeException failure) {}

    /** Provides for the requests of a refused batch; whether their rows can go on. */
    boolean refused(Refusal refusal) {
        OpenBatch batch = refusal.batch();
        String what = batch.stored().model() + ": the provider took no request of batch "
                + batch.stored().name() + ": " + Words.shown(refusal.said());
        if (TOO_MUCH.matcher(refusal.said()
                        + HttpStatusException.body(refusal.failure()).orElse(""))
                .find()) {
            return !isTooMuch(refusal, what);
        }
        if (setup.rules().rest() == BatchRules.Rest.CALLS || !setup.rules().isOn()) {
            batch.takeAll()
                    .forEach(call -> underWay.failed(call, new TimeoutException("its batch was not taken"), true));
            end(refusal);
            setup.news().accept(what + "; its requests are sent one by one");
            return true;
        }
        FailureKind kind = FailureKind.of(refusal.failure());
        if (kind == FailureKind.QUOTA || kind == FailureKind.AUTHENTICATION) {
            end(refusal);
            throw stop(ExitCode.AUTHENTICATION, what + "; put that right, then run the same command again");
        } else if (kind == FailureKind.MODEL_NOT_FOUND) {
            end(refusal);
            throw stopBatches(what);
        }
        Search search = searches.computeIfAbsent(batch.stored().model(), model -> new Search());
        search.refused++;
        search.what = what;
        if (RefusedParts.rows(batch).size() > 1) {
            search.isSplit = true;
            int into = parts.split(batch, refusal.suspects());
            setup.news().accept(what + "; it is sent again in " + into + " parts, to find what is at fault");
        } else {
            parts.forget(batch);
            search.alone.add(new Alone(batch.takeAll(), refusal.failure()));
            setup.news().accept(what);
            end(refusal);
            return failWhereOthersWereTaken(batch.stored().model());
        }
        end(refusal);
        return true;
    }

    private void end(Refusal refusal) {
        underWay.ended(refusal.batch(), refusal.word(), 0, 0);
    }

    /** The provider takes it only when others have ended. */
    private boolean isTooMuch(Refusal refusal, String what) {
        boolean others = underWay.hasOther(refusal.batch());
        if (others) {
            refusal.batch().calls().values().forEach(call -> waiting.holdBack(call.row()));
        }
        end(refusal);
        if (!others) {
            throw stop(ExitCode.PARTIAL, what + "; set a lower --batch-size, or run the same command again later");
        }
        setup.news().accept(what + "; it is sent again when another has ended");
        return true;
    }

    /** A batch to this model was taken: not all requests are at fault. */
    void taken(OpenBatch batch) {
        parts.forget(batch);
        taken.add(batch.stored().model());
        Search search = searches.get(batch.stored().model());
        if (search != null) {
            search.rows += RefusedParts.rows(batch).size();
        }
        var unused = failWhereOthersWereTaken(batch.stored().model());
    }

    private boolean failWhereOthersWereTaken(String model) {
        Search search = searches.get(model);
        if (search == null || !taken.contains(model)) {
            return false;
        }
        fail(search);
        return true;
    }

    private void fail(Search search) {
        search.alone.forEach(row ->
                row.calls().forEach(call -> underWay.failed(call, row.failure(), RowCalls.passes(row.failure()))));
        search.alone.clear();
    }

    /** Whether rows wait that were refused by themselves: {@link #settle} decides on them. */
    boolean holdsRows() {
        return searches.values().stream().anyMatch(search -> !search.alone.isEmpty());
    }

    /**
     * Ends searches when all batches have been looked at; whether rows can go on by that.
     *
     * @throws RunStopException where a search cannot end well
     */
    boolean settle() {
        boolean canGoOn = false;
        for (Map.Entry<String, Search> one : searches.entrySet()) {
            Search search = one.getValue();
            boolean isOver = !search.alone.isEmpty() && !underWay.hasOf(one.getKey()) && !search.isSplit;
            long rowsAlone = search.rowsAlone();
            if (rowsAlone >= ROWS_ALONE && !underWay.hasOf(one.getKey())) {
                throw stopBatches(
                        search.what + "; " + rowsAlone + " rows were refused by themselves too, and none was taken");
            }
            if (search.refused > MOST + search.rows / ROWS_WORTH) {
                throw stopBatches(
                        search.what + "; more than " + MOST + " batches were refused in search of what is at fault");
            }
            search.isSplit = false;
            if (isOver) {
                fail(search);
                canGoOn = true;
            }
        }
        return canGoOn;
    }

    private static RunStopException stop(ExitCode code, String message) {
        return new RunStopException(new RunStop(code, message));
    }

    private static RunStopException stopBatches(String what) {
        return new RunStopException(new RunStop(ExitCode.PARTIAL, what + BY_CALLS, true));
    }
}

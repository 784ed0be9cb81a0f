package dev.constitution.spark;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptIds;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.threads.StopSwitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Takes a slice's rows through the stage, many at once. Used by a task's thread. */
final class SliceRows {
    private static final int STAND_READY = 64;
    private static final long LOOK_UP_MILLIS = 200;

    /** What became of a row: an outcome, or why there is none. */
    private record Done(
            @Nullable OutcomeRecord outcome, @Nullable Throwable failure) {}

    private final Engine engine;
    private final long slice;
    private final Map<Long, Integer> occurrences;
    private final TaskContext task;
    private final Ledger ledger;
    private final PromptReader prompts;
    private final StopSwitch batch = new StopSwitch();
    private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private final Object change = new Object();
    private int underWay;
    private boolean ended;

    /** @param occurrences of rows without an id that repeat an earlier one: which they are, from 2 */
    SliceRows(Engine engine, long slice, Map<Long, Integer> occurrences, TaskContext task) throws IOException {
        this.engine = engine;
        this.slice = slice;
        this.occurrences = occurrences;
        this.task = task;
        this.prompts = engine.prompts(slice);
        this.ledger = engine.ledger(slice);
        TaskCompletionListener atEnd = over -> end();
        task.addTaskCompletionListener(atEnd);
    }

    /** Takes all rows through the stage; done once. */
    List<OutcomeRow> all() {
        List<OutcomeRow> outcomes = new ArrayList<>();
        try {
            while (submit() || !done.isEmpty()) {
                requireGoing();
                Done one = done.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                if (one != null) {
                    outcomes.add(row(one));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the task was interrupted", e);
        }
        outcomes.sort(Comparator.comparingLong(one -> one.outcome().row()));
        return outcomes;
    }

    /** Hands in as many rows as may be under way; whether any is. */
    private boolean submit() throws InterruptedException {
        while (mayAdd() && prompts.hasNext()) {
            InputRow input = prompts.next();
            long row = slice * engine.slices().sliceRows() + input.line() - 1;
            if (input instanceof InputRow.Bad bad) {
                done.add(new Done(OutcomeJson.unreadable(row, new InputRow.Bad(row + 1, bad.message())), null));
            } else {
                Prompt prompt = named(row, ((InputRow.Read) input).prompt());
                count(1);
                try {
                    engine.rows().submit(() -> work(row, prompt));
                } catch (InterruptedException e) {
                    count(-1);
                    throw e;
                }
            }
        }
        synchronized (change) {
            return underWay > 0;
        }
    }

    private void count(int rows) {
        synchronized (change) {
            underWay += rows;
        }
    }

    private boolean mayAdd() {
        synchronized (change) {
            return underWay + done.size() < engine.rows().concurrency() + STAND_READY;
        }
    }

    private Prompt named(long row, Prompt prompt) {
        Integer occurrence = occurrences.get(row);
        return occurrence == null
                ? prompt
                : new Prompt(
                        PromptIds.of(prompt.messages()) + "-" + occurrence,
                        prompt.messages(),
                        prompt.tools(),
                        prompt.metadata());
    }

    private void work(long row, Prompt prompt) {
        Done result;
        try {
            batch.requireGoing();
            result = new Done(engine.rows().outcome(row, prompt, ledger.recorded(row), batch), null);
        } catch (InterruptedException | RuntimeException | Error e) { // the task's thread tells Spark
            result = new Done(null, e);
        }
        done.add(result);
        count(-1);
        release();
    }

    private void requireGoing() {
        if (task.isInterrupted()) {
            batch.stop(new RunStop(ExitCode.INTERRUPTED, "the task was killed"));
            throw new IllegalStateException("the task was killed");
        }
        engine.rows().stop().reason().ifPresent(why -> {
            throw StopText.exception(why, null);
        });
    }

    private OutcomeRow row(Done one) {
        if (one.failure() instanceof RunStopException stopped) {
            throw StopText.exception(stopped.stop(), stopped);
        }
        if (one.failure() instanceof StoreException lost) {
            throw StopText.exception(new RunStop(ExitCode.STORAGE, String.valueOf(lost.getMessage())), lost);
        }
        if (one.outcome() == null) {
            throw new IllegalStateException(String.valueOf(one.failure()), one.failure());
        }
        return OutcomeRow.of(one.outcome(), ledger.usage(one.outcome().row()), engine.cost());
    }

    /** The task is over; rows still under way end at their next call, and what they are answered meanwhile is kept. */
    private void end() {
        batch.stop(new RunStop(ExitCode.INTERRUPTED, "the task is over"));
        synchronized (change) {
            ended = true;
        }
        release();
    }

    /** Whoever comes last lets go of the ledger. */
    private void release() {
        synchronized (change) {
            if (!ended || underWay > 0) {
                return;
            }
            ended = false;
        }
        try {
            prompts.close();
            engine.release(slice);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

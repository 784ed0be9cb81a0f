package dev.constitution.runner;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a run goes: one line that is written over on a terminal, a line every few seconds elsewhere, without control
 * codes.
 */
final class ConsoleProgress implements RunListener {
    private static final Duration ON_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final String REWRITE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<OutcomeKind, LongAdder> finished = new EnumMap<>(OutcomeKind.class);
    private final LongAdder tokens = new LongAdder();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong before = new AtomicLong();
    private final AtomicReference<@Nullable Spent> spent = new AtomicReference<>();
    private final AtomicLong start = new AtomicLong();

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        for (OutcomeKind kind : OutcomeKind.values()) {
            finished.put(kind, new LongAdder());
        }
    }

    @Override
    public void started(long allRows, long finishedBefore) {
        rows.set(allRows);
        before.set(Math.min(finishedBefore, allRows));
        start.set(System.nanoTime());
        if (finishedBefore > 0) {
            out.println("going on: " + finishedBefore + " of " + allRows + " rows are done");
        }
        long interval = (terminal ? ON_TERMINAL : ELSEWHERE).toMillis();
        var unused = ticker.scheduleAtFixedRate(this::show, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void answered(long outputTokens, boolean replayed) {
        if (!replayed) {
            tokens.add(outputTokens);
        }
    }

    @Override
    public void spent(Spent soFar) {
        spent.set(soFar);
    }

    @Override
    public void finished(OutcomeKind kind, String detail) {
        LongAdder count = finished.get(kind);
        if (count != null) {
            count.increment();
        }
    }

    private void show() {
        String line = line(Duration.ofNanos(System.nanoTime() - start.get()));
        if (terminal) {
            out.print(REWRITE_LINE + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    private String line(Duration elapsed) {
        long now = finished.values().stream().mapToLong(LongAdder::sum).sum();
        double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
        long left = rows.get() - before.get() - now;
        String eta = now == 0
                ? ""
                : ", about " + Durations.inWords(Duration.ofMillis((long) (seconds * 1000 * left / now))) + " left";
        return String.format(
                Locale.ROOT,
                "%,d of %,d rows: %s; %.0f tokens/s%s%s",
                before.get() + now,
                rows.get(),
                counts(),
                tokens.sum() / seconds,
                cost(before.get() + now),
                eta);
    }

    private String cost(long done) {
        Spent soFar = spent.get();
        return soFar == null ? "" : ", " + new SpentText(soFar, done).progress(rows.get());
    }

    private String counts() {
        StringBuilder text = new StringBuilder();
        finished.forEach((kind, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(String.format(Locale.ROOT, "%,d %s", count.sum(), Words.of(kind, count.sum()))));
        return text.toString();
    }

    /** Ends the line; what is printed next starts on an empty one. */
    void stop() {
        ticker.shutdownNow();
        if (terminal) {
            out.print(REWRITE_LINE);
            out.flush();
        }
    }
}

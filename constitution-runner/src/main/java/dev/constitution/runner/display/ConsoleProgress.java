package dev.constitution.runner.display;

import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.call.CallStatistics;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.cost.SpentText;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.run.RunListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a run goes: one line that is written over on a terminal, a line every few seconds elsewhere, without control
 * codes. Thread-safe.
 */
public final class ConsoleProgress implements RunListener {
    private static final Duration ON_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final PrintStream out;
    private final Terminal terminal;
    private final boolean quiet;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<OutcomeKind, LongAdder> finished = new EnumMap<>(OutcomeKind.class);
    private final LongAdder neededNoRevision = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();
    private final LongAdder tokens = new LongAdder();
    private volatile @Nullable Supplier<Spent> spending;
    private volatile @Nullable Supplier<CallStatistics> calling;
    private volatile long rows;
    private volatile long wanted;
    private volatile long pairsBefore;
    private volatile long before;
    private volatile long start = System.nanoTime();

    /**
     * @param quiet shows nothing but what it is told to {@link #say}
     */
    public ConsoleProgress(PrintStream out, Terminal terminal, boolean quiet) {
        this.out = out;
        this.terminal = terminal;
        this.quiet = quiet;
        for (OutcomeKind kind : OutcomeKind.values()) {
            finished.put(kind, new LongAdder());
        }
    }

    @Override
    public void started(long allRows, long finishedBefore) {
        rows = allRows;
        before = Math.min(finishedBefore, allRows);
        start = System.nanoTime();
        if (quiet) {
            return;
        }
        if (finishedBefore > 0) {
            say("going on: " + finishedBefore + (wanted > 0 ? "" : " of " + allRows) + " rows are done");
        }
        long interval = (terminal.live() ? ON_TERMINAL : ELSEWHERE).toMillis();
        try {
            var unused = ticker.scheduleAtFixedRate(this::show, interval, interval, TimeUnit.MILLISECONDS);
        } catch (OutOfMemoryError e) {
            say("no thread can be had to show how the run goes"); // the run itself may get by with fewer
        }
    }

    @Override
    public void wanted(long pairs, long before) {
        wanted = pairs;
        pairsBefore = before;
    }

    @Override
    public void warned(String warning) {
        say("warning: " + Words.shown(warning));
    }

    @Override
    public void batch(String news) {
        if (!quiet) {
            say(Words.shown(news));
        }
    }

    @Override
    public void answered(String role, Amount amount) {
        tokens.add(amount.outputTokens());
    }

    @Override
    public void spending(Supplier<Spent> spent) {
        spending = spent;
    }

    @Override
    public void calling(Supplier<CallStatistics> statistics) {
        calling = statistics;
    }

    @Override
    public void finished(OutcomeKind kind, String detail) {
        LongAdder count = finished.get(kind);
        if (count != null) {
            count.increment();
        }
        if (detail.equals(ReasonText.NO_REVISION_NEEDED)) {
            neededNoRevision.increment();
        }
        if (kind == OutcomeKind.FAILED) {
            failures.computeIfAbsent(detail, name -> new LongAdder()).increment();
        }
    }

    private void show() {
        ProgressLine line = line(Duration.ofNanos(System.nanoTime() - start));
        synchronized (out) {
            if (!ticker.isShutdown()) {
                out.print(line.on(terminal));
                out.flush();
            }
        }
    }

    /** How the run stands after this time, the most wanted first: a narrow terminal cuts the end off. */
    ProgressLine line(Duration elapsed) {
        long now = finished.values().stream().mapToLong(LongAdder::sum).sum();
        double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
        long all = expectedRows(now);
        long left = all - before - now;
        String eta = now == 0
                ? ""
                : ", about " + Durations.inWords(Duration.ofMillis((long) (seconds * 1000 * left / now))) + " left";
        List<String> texts = new ArrayList<>();
        texts.add(
                wanted == 0
                        ? String.format(Locale.ROOT, "%,d of %,d rows%s", before + now, rows, eta)
                        : String.format(Locale.ROOT, "%,d of %,d pairs%s", pairs(), wanted, eta));
        String failed = failed();
        texts.add(counts(failed));
        texts.add(String.format(Locale.ROOT, "%.0f tokens/s", tokens.sum() / seconds));
        Supplier<Spent> spent = spending;
        texts.add(spent == null ? "" : new SpentText(spent.get(), before + now).progress(all));
        Supplier<CallStatistics> statistics = calling;
        texts.add(statistics == null ? "" : statistics.get().progress());
        texts.removeIf(String::isEmpty);
        return new ProgressLine(String.join("; ", texts), failed);
    }

    private long pairs() {
        LongAdder made = finished.get(OutcomeKind.PAIR);
        return pairsBefore + (made == null ? 0 : made.sum());
    }

    /** How many rows the run is likely to do: all, or as many as give the pairs that are wanted, if they go on as before. */
    private long expectedRows(long now) {
        long pairs = pairs();
        return wanted == 0 || pairs == 0 ? rows : Math.min(rows, (before + now) * Math.max(wanted, pairs) / pairs);
    }

    private String counts(String failed) {
        // A run makes pairs or conversations, or judges pairs, or tries arms.
        OutcomeKind made = Stream.of(OutcomeKind.CONVERSATION, OutcomeKind.JUDGED, OutcomeKind.TRIED)
                .filter(kind -> !isZero(kind))
                .findFirst()
                .orElse(OutcomeKind.PAIR);
        return finished.entrySet().stream()
                .filter(entry -> entry.getKey() == made
                        || entry.getKey() == OutcomeKind.REJECTED
                        || entry.getKey() == OutcomeKind.FAILED)
                .map(entry -> entry.getKey() == OutcomeKind.FAILED
                        ? failed
                        : entry.getKey() == OutcomeKind.REJECTED
                                ? rejected(entry.getValue().sum())
                                : count(entry.getKey(), entry.getValue().sum()))
                .collect(Collectors.joining(", "));
    }

    /** An answer that was found good is not said to be rejected. */
    private String rejected(long rows) {
        long kept = neededNoRevision.sum();
        return (kept == 0 ? "" : String.format(Locale.ROOT, "%,d needed no revision, ", kept))
                + count(OutcomeKind.REJECTED, rows - kept);
    }

    private boolean isZero(OutcomeKind kind) {
        LongAdder count = finished.get(kind);
        return count == null || count.sum() == 0;
    }

    private String failed() {
        String count = count(
                OutcomeKind.FAILED,
                failures.values().stream().mapToLong(LongAdder::sum).sum());
        return failures.isEmpty()
                ? count
                : failures.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ", count + " (", ")"));
    }

    private static String count(OutcomeKind kind, long count) {
        return String.format(Locale.ROOT, "%,d %s", count, kind.noun(count));
    }

    /** Prints a message on lines of its own. */
    public void say(String message) {
        synchronized (out) {
            out.println((terminal.live() ? ProgressLine.CLEAR : "") + message);
            out.flush();
        }
    }

    /** Ends the line; what is printed next starts on an empty one. */
    public void stop() {
        ticker.shutdownNow();
        if (terminal.live() && !quiet) {
            synchronized (out) {
                out.print(ProgressLine.CLEAR);
                out.flush();
            }
        }
    }
}

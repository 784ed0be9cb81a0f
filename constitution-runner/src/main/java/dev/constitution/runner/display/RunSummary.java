package dev.constitution.runner.display;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.call.CallStatistics;
import dev.constitution.runner.cost.SpentText;
import dev.constitution.runner.dataset.DatasetReport;
import dev.constitution.runner.export.OrderCounts;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.run.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Says what became of every row of a run, and shows one pair or the end of one conversation. */
public final class RunSummary {
    private static final String CONVERSATIONS = "sft.jsonl";

    private final RunResult result;
    private final RetryAdvice advice;
    private final Optional<String> goOn;

    /**
     * @param goOn the command that does what is left or failed
     */
    public RunSummary(RunResult result, RetryAdvice advice, Optional<String> goOn) {
        this.result = result;
        this.advice = advice;
        this.goOn = goOn;
    }

    public void print(PrintWriter out) throws IOException {
        out.println(Words.count(result.rows(), "row") + ": " + OutcomeText.of(result.outcomes(), madeKind()) + left());
        result.notes().remarks().forEach(out::println);
        printReasons(out);
        printWhatItTook(out);
        if (result.judged().judged() > 0) {
            out.println(judged(result.judged()));
        }
        print(result.files(), result.data(), out);
        showOne(out);
        out.flush();
    }

    /** Each file, how long it is and what was left out; then what should be looked at before training. */
    public static void print(List<WrittenFile> files, DatasetReport data, PrintWriter out) {
        for (WrittenFile written : files) {
            out.printf(Locale.ROOT, "%-18s %s%n", written.file(), lines(written));
            written.remarks().forEach((remark, count) -> out.printf(Locale.ROOT, "  %s: %,d%n", remark, count));
        }
        data.warnings().forEach(warning -> out.println("warning: " + Words.shown(warning)));
    }

    private static String lines(WrittenFile written) {
        if (!written.isThere()) {
            return "left out, as no row falls to it";
        }
        int parts = written.parts().size();
        return Words.count(written.lines(), "line") + (parts == 1 ? "" : " in " + parts + " parts");
    }

    /** Why rows became no pair: each kind with its first row, and what was said of it. */
    void printReasons(PrintWriter out) {
        result.reasons().forEach(reason -> out.println("  " + ReasonText.line(reason)));
    }

    /** The calls and the cost. */
    void printWhatItTook(PrintWriter out) {
        out.println(calls());
        out.println(new SpentText(result.spent(), result.outcomes().total())
                .summary(result.inputRows(), result.unanswered()));
        out.flush();
    }

    /** Where rows are left or failed: why, what has to change, and the command that goes on. */
    public void printHowToGoOn(PrintWriter out) {
        result.stopped().ifPresent(stop -> out.println("\nstopped: " + Words.shown(stop.message())));
        advice.print(out);
        goOn.ifPresent(command ->
                out.println(result.goesOn() ? "\n" + NextCommand.toGoOn(command) : NextCommand.toRetry(command)));
        out.flush();
    }

    private OutcomeKind madeKind() {
        boolean isWithoutPairs =
                result.files().size() == 1 && result.files().get(0).file().endsWith(CONVERSATIONS);
        return isWithoutPairs || result.outcomes().of(OutcomeKind.CONVERSATION) > 0
                ? OutcomeKind.CONVERSATION
                : OutcomeKind.PAIR;
    }

    private String left() {
        long left = result.left();
        return left == 0 ? "" : String.format(Locale.ROOT, ", %,d left", left);
    }

    private String calls() {
        double seconds = Math.max(0.001, result.elapsed().toMillis() / 1000.0);
        long tokens = result.spentNow().amount().outputTokens();
        String text = String.format(
                Locale.ROOT,
                "%s, %s generated in %s (%.0f tokens/s)",
                Words.count(result.calls(), "call"),
                Words.count(tokens, "token"),
                Durations.inWords(result.elapsed()),
                tokens / seconds);
        String retries = CallStatistics.inWords(result.retries());
        return text
                + (result.replayed() == 0
                        ? ""
                        : ", " + Words.count(result.replayed(), "call") + " answered from the store")
                + (retries.isEmpty() ? "" : ", " + retries);
    }

    private static String judged(OrderCounts counts) {
        String text = "judge: the same position won in " + counts.samePosition() + " of "
                + Words.count(counts.judged(), "comparison")
                + (counts.nearTies() == 0 ? "" : ", " + counts.nearTies() + " more were within 0.05 of one half");
        return counts.isMostlyByPosition()
                ? text + "; this judge cannot judge: it goes by position rather than by the answers, so name a larger"
                        + " --judge"
                : text;
    }

    private void showOne(PrintWriter out) throws IOException {
        boolean hasPairs = result.files().stream().anyMatch(RunSummary::isOfPairs);
        for (WrittenFile written : result.files()) {
            if (written.lines() > 0 && isOfPairs(written)) {
                showPair(out, Json.parse(first(written)));
            } else if (written.lines() > 0 && !hasPairs && written.file().endsWith(CONVERSATIONS)) {
                showEnd(out, Json.parse(first(written)).path("messages"));
            }
        }
    }

    private static boolean isOfPairs(WrittenFile written) {
        return written.file().endsWith("pairs.jsonl");
    }

    private static String first(WrittenFile written) throws IOException {
        try (Stream<String> lines = Files.lines(written.file(), StandardCharsets.UTF_8)) {
            return lines.findFirst().orElseThrow();
        }
    }

    /** The last two turns of a conversation of {@code sft.jsonl}. */
    private static void showEnd(PrintWriter out, JsonNode turns) {
        out.println();
        for (int i = turns.size() - 2; i < turns.size(); i++) {
            show(out, turns.get(i).path("role").asText(), turns.get(i));
        }
    }

    private static void showPair(PrintWriter out, JsonNode pair) {
        out.println();
        show(out, "prompt", pair.path("prompt").path(pair.path("prompt").size() - 1));
        show(out, "rejected", pair.path("rejected").path(0));
        show(out, "chosen", pair.path("chosen").path(0));
    }

    private static void show(PrintWriter out, String side, JsonNode turn) {
        out.printf(Locale.ROOT, "  %-9s %s%n", side, Words.shown(said(turn.path("content"))));
    }

    /** A turn's text, or its parts, of which those that are no texts stand by their names. */
    private static String said(JsonNode content) {
        return content.isTextual()
                ? content.textValue()
                : StreamSupport.stream(content.spliterator(), false)
                        .map(part ->
                                part.path("text").asText("[" + part.path("type").asText() + "]"))
                        .collect(Collectors.joining("\n"));
    }
}

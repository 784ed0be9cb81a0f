package dev.constitution.runner.display;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.CostJson;
import dev.constitution.runner.cost.SpentJson;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.OutcomeCounts;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What became of a run as one JSON object, described in {@code docs/exit-codes.md}. Fields may be added; the version rises
 * when one goes or changes its meaning.
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RunSummaryJson(
        int version,
        String status,
        int exitCode,
        long rows,
        long finished,
        long left,
        long inputRows,
        Map<OutcomeKind, Rows> outcomes,
        SpentJson thisStart,
        SpentJson allStarts,
        long replayed,
        long unanswered,
        Map<FailureKind, Long> retries,
        long judgedInBothOrders,
        long samePosition,
        long nearTies,
        double seconds,
        List<File> files,
        List<String> warnings,
        long answersDropped,
        Optional<String> stopped,
        List<ReasonJson> reasons,
        Optional<String> goOn) {
    private static final int VERSION = 2;

    /** Rows of a kind, and why they ended so where there are several reasons. */
    private record Rows(
            long rows,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Map<String, Long>> by) {

        static Rows of(OutcomeCounts outcomes, OutcomeKind kind) {
            Map<String, Long> ranked = new LinkedHashMap<>();
            outcomes.ranked(kind).forEach(detail -> ranked.put(detail.getKey(), detail.getValue()));
            boolean isOfOneKind = kind == OutcomeKind.PAIR
                    || (kind == OutcomeKind.CONVERSATION && ranked.keySet().equals(Set.of("")));
            return new Rows(outcomes.of(kind), Optional.of(ranked).filter(by -> !isOfOneKind));
        }
    }

    private record File(String file, long lines, SortedMap<String, Long> remarks) {

        static File of(WrittenFile written) {
            return new File(written.file().toString(), written.lines(), written.remarks());
        }
    }

    /**
     * The summary on one line.
     *
     * @param goOn the command that does what is left or failed
     */
    public static String of(RunResult result, RetryAdvice advice, Optional<String> goOn) {
        Map<OutcomeKind, Rows> outcomes = new EnumMap<>(OutcomeKind.class);
        for (OutcomeKind kind : OutcomeKind.values()) {
            boolean isOfSomeRunsAlone = kind == OutcomeKind.TRIED || kind == OutcomeKind.CONVERSATION;
            if (!isOfSomeRunsAlone || result.outcomes().of(kind) > 0) {
                outcomes.put(kind, Rows.of(result.outcomes(), kind));
            }
        }
        return CostJson.line(new RunSummaryJson(
                VERSION,
                result.exitCode().label(),
                result.exitCode().number(),
                result.rows(),
                result.outcomes().total(),
                result.left(),
                result.inputRows(),
                outcomes,
                SpentJson.of(result.spentNow()),
                SpentJson.of(result.spent()),
                result.replayed(),
                result.unanswered(),
                result.retries(),
                result.judged().judged(),
                result.judged().samePosition(),
                result.judged().nearTies(),
                result.elapsed().toMillis() / 1000.0,
                result.files().stream().map(File::of).toList(),
                Stream.concat(result.data().warnings().stream(), result.notes().warnings().stream())
                        .map(Words::shown)
                        .toList(),
                result.notes().answersDropped(),
                result.stopped().map(stop -> Words.shown(stop.message())),
                ReasonJson.all(result.reasons(), advice),
                goOn));
    }
}

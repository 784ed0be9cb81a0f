package dev.constitution.runner.display;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.OutcomeReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A reason of rows that became no pair as it stands in {@code --json}, described in {@code docs/exit-codes.md}. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ReasonJson(
        OutcomeKind outcome,
        String by,
        long rows,
        long firstRow,
        String firstId,
        OptionalLong line,
        String words,
        Optional<String> beforeRetry) {

    public static List<ReasonJson> all(List<OutcomeReason> reasons, RetryAdvice advice) {
        return reasons.stream().map(reason -> of(reason, advice)).toList();
    }

    private static ReasonJson of(OutcomeReason reason, RetryAdvice advice) {
        return new ReasonJson(
                reason.kind(),
                reason.detail(),
                reason.rows(),
                reason.row(),
                reason.id(),
                reason.line(),
                Words.shown(reason.words()),
                advice.before(reason));
    }
}

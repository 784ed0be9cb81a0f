package dev.constitution.runner.store;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ProviderError;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads why rows became no pair: of each kind one record, found by its key, however many rows there are. */
final class OutcomeReasons {
    private static final String DAMAGED = "its record is damaged; see: constitution verify DIR";

    private final StoreView store;

    OutcomeReasons(StoreView store) {
        this.store = store;
    }

    /** The failures, then the rejections, the most frequent first. */
    List<OutcomeReason> of(OutcomeCounts counts) {
        return Stream.of(OutcomeKind.FAILED, OutcomeKind.REJECTED)
                .flatMap(kind -> counts.ranked(kind).stream()
                        .flatMap(detail -> counts.firstRow(kind, detail.getKey()).stream()
                                .mapToObj(row -> reason(kind, detail.getKey(), detail.getValue(), row))))
                .toList();
    }

    private OutcomeReason reason(OutcomeKind kind, String detail, long rows, long row) {
        Optional<OutcomeRecord> first = store.outcome(row).flatMap(found -> Optional.ofNullable(found.intact()));
        Optional<StoredOutcome> content = first.map(StoredOutcome::of);
        String words = content.map(OutcomeReasons::words).orElse(DAMAGED);
        return new OutcomeReason(
                kind,
                detail,
                rows,
                row + 1,
                first.map(OutcomeRecord::id).orElse("?"),
                content.map(StoredOutcome::line).orElse(OptionalLong.empty()),
                words,
                detail.equals(FailureKind.TRUNCATED.label()) ? limit(row) : OptionalLong.empty());
    }

    private static String words(StoredOutcome outcome) {
        return outcome.message()
                .map(ProviderError::sentence)
                .or(outcome::reason)
                .orElse("");
    }

    /** The limit that the run was given, or what the row's longest answer took, whichever is more. */
    private OptionalLong limit(long row) {
        LongStream given = RunManifest.isIn(store)
                ? Stream.ofNullable(RunManifest.of(store).settings().values().get("max-tokens"))
                        .mapToLong(Long::parseLong)
                : LongStream.empty();
        LongStream taken =
                store.usage(row).values().stream().map(CallUsage::amount).mapToLong(amount -> amount.outputTokens());
        return LongStream.concat(given, taken).filter(tokens -> tokens > 0).max();
    }
}

package dev.constitution.runner.run;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Watches for a run that goes wrong as a whole: more than a share of the rows failed. It is reckoned over at least 20 rows,
 * so that a bad row at the start is no alarm, and over those that this start has done, so that the next start can go on.
 * Thread-safe.
 */
final class FailureShare {
    private static final int LEAST_ROWS = 20;

    private final double allowed;
    private final Map<String, Integer> failures = new TreeMap<>();
    private long rows;
    private long failed;

    /**
     * @param allowed from 0, where the first failure is one too many, to 1, where none is
     */
    FailureShare(double allowed) {
        this.allowed = allowed;
    }

    /** Counts a row; says why the run must stop, where it must. */
    synchronized Optional<String> finished(OutcomeRecord outcome) {
        rows++;
        if (outcome.kind() != OutcomeKind.FAILED) {
            return Optional.empty();
        }
        failed++;
        failures.merge(outcome.detail(), 1, Integer::sum);
        if (failed <= allowed * Math.max(LEAST_ROWS, rows)) {
            return Optional.empty();
        }
        String kinds = failures.entrySet().stream()
                .map(kind -> kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining(", "));
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d of %s of this start failed (%s), more than the share of %s that --fail-on-error allows",
                failed,
                Words.count(rows, "row"),
                kinds,
                allowed));
    }
}

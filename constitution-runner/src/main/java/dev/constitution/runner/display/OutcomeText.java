package dev.constitution.runner.display;

import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.OutcomeCounts;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what rows have become: {@code 57 pairs, 1 needed no revision, 0 rejected, 2 failed (timeout 2)}. */
public final class OutcomeText {
    private final OutcomeCounts outcomes;

    private OutcomeText(OutcomeCounts outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * What rows have become, in a line.
     *
     * @param made what the run's rows are to become
     */
    public static String of(OutcomeCounts outcomes, OutcomeKind made) {
        OutcomeText text = new OutcomeText(outcomes);
        return Stream.of(
                        text.count(made),
                        text.neededNoRevision(),
                        text.count(OutcomeKind.REJECTED),
                        text.count(OutcomeKind.FAILED))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private String neededNoRevision() {
        long count = answersKept();
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d needed no revision", count);
    }

    /** Rows whose answer was found good as it is. */
    private long answersKept() {
        return outcomes.details(OutcomeKind.REJECTED).getOrDefault(ReasonText.NO_REVISION_NEEDED, 0L);
    }

    private String count(OutcomeKind kind) {
        long count = outcomes.of(kind) - (kind == OutcomeKind.REJECTED ? answersKept() : 0);
        String by = outcomes.ranked(kind).stream()
                .filter(detail -> !detail.getKey().isEmpty() && !detail.getKey().equals(ReasonText.NO_REVISION_NEEDED))
                .map(detail -> detail.getKey() + " " + detail.getValue())
                .collect(Collectors.joining(", "));
        String details = by.isEmpty() || count == 0 ? "" : " (" + by + ")";
        return String.format(Locale.ROOT, "%,d %s%s", count, kind.noun(count), details);
    }
}

package dev.constitution.runner.report;

import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.StoredArm;
import dev.constitution.runner.outcome.StoredOutcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is true of a row that may have to do with how it ended. */
final class Traits {
    private static final List<Integer> LONG = List.of(1_000, 4_000, 16_000, 64_000);

    /** Longer values are texts. */
    private static final int LONGEST_VALUE = 40;

    private Traits() {}

    static Set<String> of(StoredOutcome outcome, ReportRow row) {
        Set<String> traits = new LinkedHashSet<>();
        outcome.role().ifPresent(role -> traits.add("in a call of the " + role));
        for (StoredArm arm : outcome.arms()) {
            if (arm.ending() == OutcomeKind.FAILED) {
                traits.add("failed in arm " + arm.arm());
                arm.outcome().role().ifPresent(role -> traits.add("in a call of the " + role));
            }
        }
        row.ways().forEach(way -> way.steps().forEach(step -> traits.add("asked about " + step.principle())));
        row.metadata().forEach((name, value) -> {
            String text = String.valueOf(value);
            if (text.length() <= LONGEST_VALUE) {
                traits.add(name + " is " + text);
            }
        });
        long length = outcome.prompt().stream()
                .mapToLong(message -> message.content().length())
                .sum();
        for (int least : LONG) {
            if (length >= least) {
                traits.add(String.format(Locale.ROOT, "a prompt of %,d characters or more", least));
            }
        }
        if (outcome.prompt().size() > 1) {
            traits.add("a prompt of several turns");
        }
        return traits;
    }
}

package dev.constitution.runner.advice;

import dev.constitution.runner.advice.AdviceKind.Severity;
import dev.constitution.runner.base.Words;
import dev.constitution.source.FaultText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A review as a person reads it: one line a piece of advice, then the reason of each rule once. */
public final class ReviewText {
    private ReviewText() {}

    public static String of(Review review) {
        StringBuilder text = new StringBuilder();
        for (Advice one : review.advice()) {
            text.append("%s:%d:%d: %s: %s%s; %s [%s]\n"
                    .formatted(
                            review.file(),
                            one.line(),
                            one.column(),
                            one.kind().severity().label(),
                            one.principle().map(id -> id + ": ").orElse(""),
                            one.what(),
                            one.remedy(),
                            one.kind().label()));
        }
        uses(review, text);
        if (!review.advice().isEmpty()) {
            text.append("\nWhy\n");
            review.advice().stream()
                    .map(Advice::kind)
                    .distinct()
                    .sorted()
                    .forEach(kind -> text.append("  ")
                            .append(kind.label())
                            .append(": ")
                            .append(kind.why())
                            .append('\n'));
            text.append('\n');
        }
        text.append("%s: %s, %s on %s%s\n"
                .formatted(
                        review.set().id(),
                        Words.count(review.count(Severity.WARNING), "warning"),
                        Words.count(review.count(Severity.NOTE), "note"),
                        Words.count(review.set().principles().size(), "principle"),
                        review.english()
                                ? ""
                                : "; most rules of wording read English and were left out, as the set is in \""
                                        + review.set().language() + "\""));
        return FaultText.printable(text.toString());
    }

    private static void uses(Review review, StringBuilder text) {
        if (review.uses().stream().anyMatch(use -> use.asked() > 0)) {
            text.append("%n%-32s %8s %10s %9s%n".formatted("In the run, by prompt", "asked", "objected", "changed"));
        }
        List<String> unasked = new ArrayList<>();
        for (PrincipleUse use : review.uses()) {
            if (use.asked() == 0) {
                unasked.add(use.principle());
            } else {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-30s %,8d %,10d %,9d%s%n",
                        use.principle(),
                        use.asked(),
                        use.objected(),
                        use.changed(),
                        use.asked() < RunRules.FEWEST ? "  too few to tell" : ""));
            }
        }
        names("Of no critic in the run: ", unasked, text);
        names("Not in the run, or in other words: ", review.reworded(), text);
    }

    private static void names(String heading, List<String> principles, StringBuilder text) {
        if (!principles.isEmpty()) {
            text.append(heading).append(String.join(", ", principles)).append('\n');
        }
    }
}

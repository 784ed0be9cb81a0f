package dev.constitution.runner.report;

import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.pairs.Preferred;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the page can filter and list a row by.
 *
 * @param row its place in the input, from 0
 * @param detail the gate, or the kind of failure
 * @param beginning how its last turn begins
 * @param principles the ids of those that were asked about it
 * @param changing the ids of those whose revision became the answer
 * @param preferred the names of the answers that a judge preferred to another
 * @param flags see the constants
 */
record RowFacts(
        long row,
        String id,
        OutcomeKind kind,
        String detail,
        String beginning,
        Set<String> principles,
        Set<String> changing,
        Set<String> preferred,
        int flags) {
    /** Another position, another winner: the orders of the answers disagree. */
    static final int ORDERS_DISAGREE = 1;

    /** People prefer another answer than the judge. */
    static final int PEOPLE_DISAGREE = 2;

    /** One principle prefers the one answer, one the other. */
    static final int PRINCIPLES_DISAGREE = 4;

    static final int CHANGED = 8;

    private static final int BEGINNING = 100;

    static RowFacts of(OutcomeRecord record, ReportRow row) {
        Set<String> principles = new LinkedHashSet<>();
        Set<String> changing = new LinkedHashSet<>();
        Set<String> preferred = new LinkedHashSet<>();
        int flags = 0;
        for (ReportRow.Way way : row.ways()) {
            for (ReportRow.Step step : way.steps()) {
                principles.add(step.principle());
                if (step.accepted().orElse(false)) {
                    changing.add(step.principle());
                    flags |= CHANGED;
                }
            }
        }
        for (ReportRow.Contest contest : row.contests()) {
            principles.addAll(contest.principles());
            flags |= flags(contest, row);
            contest.winner().ifPresent(preferred::add);
        }
        return new RowFacts(
                record.row(),
                record.id(),
                record.kind(),
                record.detail(),
                beginning(row),
                principles,
                changing,
                preferred,
                flags);
    }

    private static int flags(ReportRow.Contest contest, ReportRow row) {
        int flags = 0;
        List<Double> order = contest.order();
        if (order.size() == 2 && (order.get(0) - 0.5) * (order.get(1) - 0.5) < 0) {
            flags |= ORDERS_DISAGREE;
        }
        if (row.human().isPresent() && contest.probability().isPresent()) {
            String judge = Preferred.of(contest.probability().getAsDouble()).label();
            String human = row.human().get();
            flags |= judge.equals(human) || human.equals(Preferred.SPLIT.label()) ? 0 : PEOPLE_DISAGREE;
        }
        long forA = contest.parts().stream()
                .filter(part -> part.probability().orElse(0.5) > 0.5)
                .count();
        long forB = contest.parts().stream()
                .filter(part -> part.probability().orElse(0.5) < 0.5)
                .count();
        return forA > 0 && forB > 0 ? flags | PRINCIPLES_DISAGREE : flags;
    }

    private static String beginning(ReportRow row) {
        if (row.prompt().isEmpty()) {
            return "";
        }
        String text = row.prompt().get(row.prompt().size() - 1).inWords();
        String line = text.substring(0, Math.min(text.length(), 4 * BEGINNING))
                .strip()
                .replaceAll("\\s+", " ");
        if (line.length() <= BEGINNING) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(BEGINNING - 1)) ? BEGINNING - 1 : BEGINNING)
                + "…";
    }

    /** Rows of one stratum are alike for who looks for something: one that stands for many. */
    String stratum() {
        return kind.label()
                + '\n'
                + detail
                + '\n'
                + (flags & ~CHANGED)
                + '\n'
                + principles.stream().findFirst().orElse("")
                + '\n'
                + String.join("\n", preferred);
    }
}

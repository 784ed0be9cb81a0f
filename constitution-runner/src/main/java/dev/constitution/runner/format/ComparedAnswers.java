package dev.constitution.runner.format;

import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Usage;
import dev.constitution.gate.Candidate;
import dev.constitution.gate.Gate;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.TieRule;
import dev.constitution.judge.Verdict.Basis;
import dev.constitution.judge.Verdict.Preference;
import dev.constitution.principles.Constitution;
import dev.constitution.runner.outcome.StoredComparison;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.stage.JudgedPair;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Ranking;
import dev.constitution.stage.Trace;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Every two of a row's answers that its judge told apart, where it compared more than two: a pair each.
 *
 * @param ties the run's rule of what is too weak a preference
 * @param gate the run's; it has seen the row's own pair alone
 * @param constitution the run's
 */
public record ComparedAnswers(TieRule ties, Gate gate, Constitution constitution) {

    /** The row itself, then its other pairs, those whose answers lie furthest apart first. */
    List<ExportRow> pairs(ExportRow row) {
        List<StoredComparison> comparisons = row.content().comparisons().orElse(List.of());
        if (!row.isPair() || comparisons.size() < 2) {
            return List.of(row);
        }
        Trace.OfComparison trace = new Trace.OfComparison(
                row.content().answers().orElse(List.of()).stream()
                        .map(ComparedAnswers::reply)
                        .toList(),
                comparisons.stream()
                        .filter(one -> one.verdict().probability().isPresent())
                        .map(ComparedAnswers::judged)
                        .toList());
        Prompt prompt = new Prompt(
                row.outcome().id(),
                row.prompt(),
                row.content().tools(),
                row.content().metadata());
        return Stream.concat(
                        Stream.of(row),
                        new Ranking(trace.comparisons(), ties)
                                .decided().stream()
                                        .map(one -> new Outcome.Compared(prompt, trace, one))
                                        .filter(pair -> !isOwn(row, pair))
                                        .filter(pair -> gate.check(Candidate.of(pair, constitution))
                                                .isEmpty())
                                        .map(pair -> new ExportRow(
                                                row.outcome(),
                                                row.content()
                                                        .comparing(
                                                                pair.chosen(),
                                                                pair.rejected(),
                                                                pair.probability()
                                                                        .orElseThrow(),
                                                                pair.principles()))))
                .toList();
    }

    private static boolean isOwn(ExportRow row, Outcome.Compared pair) {
        return pair.chosen().equals(row.chosen()) && pair.rejected().equals(row.rejected());
    }

    private static Reply reply(StoredReply stored) {
        return new Reply(
                stored.call(), stored.text(), stored.finish(), stored.model(), Usage.UNKNOWN, stored.thoughts());
    }

    private static JudgedPair judged(StoredComparison stored) {
        Preference verdict = Preference.of(
                stored.verdict().probability().orElseThrow(),
                Basis.valueOf(stored.verdict().basis().orElseThrow().toUpperCase(Locale.ROOT)));
        return new JudgedPair(
                stored.a(),
                stored.b(),
                new Judgement(
                        stored.principles(),
                        stored.verdict().orderEffect().map(verdict::withOrder).orElse(verdict)));
    }
}

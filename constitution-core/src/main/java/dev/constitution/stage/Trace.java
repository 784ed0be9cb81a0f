package dev.constitution.stage;

import dev.constitution.chat.Reply;
import dev.constitution.judge.Judgement;
import java.util.List;
import java.util.Optional;

/**
 * What was answered for a prompt on the way to its outcome. A row of critique and revision has {@code initial} and
 * {@code steps}; a row of comparison has {@code answers} and {@code comparisons}.
 *
 * @param initial the first answer; empty where the generator gave none
 * @param steps every critique and revision that was made, in order
 * @param confirmation how a judge compared the revised answer (first) with the initial one (second), where it was asked
 * @param answers the sampled answers that came, in order
 * @param comparisons every comparison of two of them, in order
 */
public record Trace(
        Optional<Reply> initial,
        List<Step> steps,
        Optional<Judgement> confirmation,
        List<Reply> answers,
        List<JudgedPair> comparisons) {

    public Trace {
        steps = List.copyOf(steps);
        answers = List.copyOf(answers);
        comparisons = List.copyOf(comparisons);
    }

    /** Of critique and revision. */
    public static Trace ofRevision(Optional<Reply> initial, List<Step> steps) {
        return new Trace(initial, steps, Optional.empty(), List.of(), List.of());
    }

    /** Of comparison. */
    public static Trace ofComparison(List<Reply> answers, List<JudgedPair> comparisons) {
        return new Trace(Optional.empty(), List.of(), Optional.empty(), answers, comparisons);
    }

    /** The same with a judge's confirmation. */
    public Trace confirmed(Judgement judgement) {
        return new Trace(initial, steps, Optional.of(judgement), answers, comparisons);
    }
}

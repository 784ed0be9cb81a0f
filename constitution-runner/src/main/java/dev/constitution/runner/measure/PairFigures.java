package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.McNemar;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One arm against another on the same prompts, as a judge sees them in both orders. A prompt's score is the mean of its orders:
 * where these disagree it is a tie, as for equal answers.
 *
 * @param a the arm whose figures these are
 * @param b the arm that it is held against
 * @param winRate of {@code a}; its interval holds together with those of the other pairs
 * @param onSafe the same on prompts that an answer should not refuse; empty where nothing says which these are
 * @param onUnsafe the same on prompts that an answer should refuse
 * @param p of the test alone
 * @param adjustedP by Holm over the tested pairs; empty where no prompt differs
 * @param verdict what test and interval say, after the adjustment
 * @param wins prompts that {@code a} won
 * @param ties prompts that neither won, with equal answers among them
 * @param losses prompts that {@code b} won
 * @param equalAnswers prompts to which both arms gave the same answer, which no judge was asked about
 * @param differing share of prompts to which the arms gave different answers, of those that both answered
 * @param missing prompts that count nowhere above
 * @param orders how far the verdicts depended on the order of the answers
 * @param evidence against equal arms, whenever and however often it is looked at: 20 or more is a find
 * @param refusals by how much {@code a} refuses more often
 * @param length by how many characters its answers are longer on average
 */
public record PairFigures(
        String a,
        String b,
        Figure winRate,
        Optional<Figure> onSafe,
        Optional<Figure> onUnsafe,
        Figure p,
        OptionalDouble adjustedP,
        McNemar.Verdict verdict,
        long wins,
        long ties,
        long losses,
        long equalAnswers,
        Figure differing,
        Missing missing,
        Orders orders,
        double evidence,
        Refusals refusals,
        Figure length) {

    /** Whether it is of these two arms, in either order. */
    public boolean isOf(String one, String other) {
        return (a.equals(one) && b.equals(other)) || (a.equals(other) && b.equals(one));
    }

    /**
     * Prompts without a verdict.
     *
     * @param unanswered an arm has no answer
     * @param failed the judge could not be asked
     * @param unreadable the judge was asked, and no verdict could be read in one order or both
     */
    public record Missing(long unanswered, long failed, long unreadable) {
        public long all() {
            return unanswered + failed + unreadable;
        }
    }

    /**
     * What the order did, on prompts whose answers differ.
     *
     * @param disagreeing prompts on which the orders disagree
     * @param bias by how much the first position raises an answer's win rate above one half
     * @param p of the test of that bias
     * @param followsPosition whether the judge followed the position on every prompt, and so said nothing of the answers
     */
    public record Orders(Figure disagreeing, Figure bias, Figure p, boolean followsPosition) {}

    /** Refusals of the first arm less those of the second, by what the prompts are. */
    public record Refusals(Figure all, Optional<Figure> onSafe, Optional<Figure> onUnsafe) {}
}

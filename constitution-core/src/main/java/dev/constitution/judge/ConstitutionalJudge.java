package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Judges pairs of answers by a constitution. In a flat one, principles are drawn for each comparison, as in the paper
 * (section 4.1), and where they are several, the mean of their verdicts counts. An ordered one is judged law by law from
 * the first, and a later law decides only where the earlier ones do not.
 *
 * <p>Immutable and thread-safe.
 */
public final class ConstitutionalJudge {

    /** A law decides when its probability lies further than this from 0.5. */
    public static final double DEFAULT_MARGIN = 0.1;

    private final Judge judge;
    private final Constitution constitution;
    private final PrincipleSelector selector;
    private final TieRule ties;
    private final UnaryOperator<Judge> last;

    /**
     * @param judge asked under each principle; clamped, if at all, by {@link #clamped}
     * @param selector draws the principles of a comparison in a flat constitution; an ordered one is judged by all its
     *     laws
     * @param margin how far from 0.5 a law's verdict must lie to decide, in [0, 0.5)
     * @throws IllegalArgumentException if the margin is out of range, the selection is empty or holds a principle of another
     *     constitution, or the judge goes by principles of its own
     */
    public ConstitutionalJudge(Judge judge, Constitution constitution, PrincipleSelector selector, double margin) {
        this(inOrder(judge, constitution, margin), constitution, selector, TieRule.DEFAULT, UnaryOperator.identity());
        if (constitution.precedence() == Constitution.Precedence.FLAT) {
            var unused = selector.checked(constitution, 1, new SplittableRandom(1));
        }
    }

    private ConstitutionalJudge(
            Judge judge,
            Constitution constitution,
            PrincipleSelector selector,
            TieRule ties,
            UnaryOperator<Judge> last) {
        this.judge = judge;
        this.constitution = constitution;
        this.selector = selector;
        this.ties = ties;
        this.last = last;
    }

    /** The judge, law by law where the constitution is ordered. */
    private static Judge inOrder(Judge judge, Constitution constitution, double margin) {
        var unused = new TieRule(margin, true);
        Wrapper.requireFollows(judge, "a constitution");
        return constitution.precedence() == Constitution.Precedence.ORDERED
                ? judge.byPrecedence(constitution.principles(), margin)
                : judge;
    }

    /** The judge of the paper: one principle drawn at random for each comparison. */
    public static ConstitutionalJudge of(Judge judge, Constitution constitution) {
        return new ConstitutionalJudge(judge, constitution, PrincipleSelector.random(), DEFAULT_MARGIN);
    }

    /** This one, its verdicts brought within bounds after all that decides them; see {@link Judge#clamped}. */
    public ConstitutionalJudge clamped(double low, double high) {
        var unused = judge.clamped(low, high);
        return new ConstitutionalJudge(judge, constitution, selector, ties, one -> one.clamped(low, high));
    }

    /** This one, by another rule of what is too weak to make a pair of; {@link TieRule#DEFAULT} by default. */
    public ConstitutionalJudge ties(TieRule rule) {
        return new ConstitutionalJudge(judge, constitution, selector, rule, last);
    }

    /** What counts as a tie. */
    public TieRule ties() {
        return ties;
    }

    /**
     * Compares two answers to a question, asking the models directly.
     *
     * @throws CallFailedException when a call gave nothing to read
     */
    public Judgement judge(String question, String a, String b) throws InterruptedException {
        return judge(Prompt.of(question), a, b, ModelCaller.direct());
    }

    /**
     * Compares two answers to a prompt.
     *
     * @param caller gets the judge's calls answered; {@link ModelCaller#on} makes those at once that do not need each other
     * @throws CallFailedException when a call gave nothing to read
     */
    public Judgement judge(Prompt prompt, String a, String b, ModelCaller caller) throws InterruptedException {
        return judge(new AnswerPair(prompt, a, b), 1, JudgeCalls.of(prompt.id(), 0, caller));
    }

    /**
     * Compares two answers.
     *
     * @param comparison which comparison of the row it is, from 1
     * @throws CallFailedException when a call gave nothing to read
     */
    public Judgement judge(AnswerPair pair, int comparison, JudgeCalls calls)
            throws InterruptedException, CallFailedException {
        if (constitution.precedence() == Constitution.Precedence.ORDERED) {
            Verdict verdict =
                    last.apply(judge).judge(pair, constitution.principles().get(0), calls);
            List<Verdict.Part> laws =
                    verdict instanceof Verdict.Preference preference && preference.basis() == Verdict.Basis.CLAMPED
                            ? verdict.parts().get(0).verdict().parts()
                            : verdict.parts();
            return new Judgement(laws.stream().map(Verdict.Part::label).toList(), verdict);
        }
        List<Principle> drawn = selector.checked(
                constitution,
                comparison,
                new SplittableRandom(calls.at("select").seed()));
        Principle first = drawn.get(0);
        Verdict verdict = drawn.size() == 1
                ? last.apply(judge).judge(pair, first, calls.at(first.id()))
                : last.apply(judge.ensemble(drawn)).judge(pair, first, calls);
        return new Judgement(drawn.stream().map(Principle::id).toList(), verdict);
    }
}

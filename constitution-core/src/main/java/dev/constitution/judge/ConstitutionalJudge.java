package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import java.util.List;
import java.util.SplittableRandom;

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
    private final double margin;

    /**
     * @param selector draws the principles of a comparison in a flat constitution; an ordered one is judged by all its
     *     laws
     * @param margin how far from 0.5 a law's verdict must lie to decide, in [0, 0.5)
     */
    public ConstitutionalJudge(Judge judge, Constitution constitution, PrincipleSelector selector, double margin) {
        this.judge = judge;
        this.constitution = constitution;
        this.selector = selector;
        this.margin = margin;
    }

    /** The judge of the paper: one principle drawn at random for each comparison. */
    public static ConstitutionalJudge of(Judge judge, Constitution constitution) {
        return new ConstitutionalJudge(judge, constitution, PrincipleSelector.random(), DEFAULT_MARGIN);
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
            List<Principle> laws = constitution.principles();
            Verdict verdict = judge.byPrecedence(laws, margin).judge(pair, laws.get(0), calls);
            return new Judgement(
                    verdict.parts().stream().map(Verdict.Part::label).toList(), verdict);
        }
        List<Principle> drawn = selector.select(
                constitution,
                comparison,
                new SplittableRandom(calls.at("select").seed()));
        Principle first = drawn.get(0);
        Verdict verdict = drawn.size() == 1
                ? judge.judge(pair, first, calls.at(first.id()))
                : judge.ensemble(drawn).judge(pair, first, calls);
        return new Judgement(drawn.stream().map(Principle::id).toList(), verdict);
    }
}

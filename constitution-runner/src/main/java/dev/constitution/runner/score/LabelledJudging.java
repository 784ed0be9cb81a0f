package dev.constitution.runner.score;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.judge.AnswerPair;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.JudgeCalls;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Trace;
import java.util.SplittableRandom;

/**
 * Judges pairs that people have labelled. The judge sees the prompt and the answers alone; which of them it is shown first
 * is drawn, since a file's order may be the label. Immutable and thread-safe.
 */
public final class LabelledJudging implements Stage {
    /** The gate of pairs whose annotators disagree: there is nothing to hold a verdict against. */
    static final String NO_MAJORITY = "no_majority";

    private final ConstitutionalJudge judge;
    private final long seed;

    /**
     * @param seed what the order and the judge's draws derive from, together with the row's id
     */
    public LabelledJudging(ConstitutionalJudge judge, long seed) {
        this.judge = judge;
        this.seed = seed;
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        LabelledPair pair = LabelledPair.of(prompt);
        if (pair.human() == Preferred.SPLIT) {
            return new Outcome.Rejected(prompt, Trace.nothing(), NO_MAJORITY, "the annotators disagree");
        }
        JudgeCalls calls = JudgeCalls.of(prompt.id(), seed, caller);
        boolean secondFirst = new SplittableRandom(calls.at("order").seed()).nextBoolean();
        AnswerPair asInFile = new AnswerPair(Prompt.of(prompt.id(), prompt.messages()), pair.a(), pair.b());
        try {
            AnswerPair shown = secondFirst ? asInFile.swapped() : asInFile;
            return new Outcome.Judged(prompt, secondFirst, judge.judge(shown, 1, calls));
        } catch (CallFailedException e) {
            return Outcome.Failed.of(prompt, Trace.nothing(), e);
        }
    }
}

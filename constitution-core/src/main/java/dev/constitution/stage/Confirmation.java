package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.StageCalls;
import dev.constitution.judge.AnswerPair;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.JudgeCalls;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.Verdict.Preference;

/**
 * A stage whose revisions must be preferred by a judge to the initial answer; others are rejected as
 * {@code not_preferred}, {@code tie} or {@code no_verdict}. What gave no revision passes as it is.
 *
 * <p>Immutable and thread-safe.
 */
public final class Confirmation implements Stage {
    private final Stage stage;
    private final ConstitutionalJudge judge;
    private final long seed;

    /**
     * @param seed what the judge's draws derive from, together with the prompt's id and the step
     */
    public Confirmation(Stage stage, ConstitutionalJudge judge, long seed) {
        this.stage = stage;
        this.judge = judge;
        this.seed = seed;
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        Outcome outcome = stage.run(prompt, caller);
        if (!(outcome instanceof Outcome.Revised revised)) {
            return outcome;
        }
        JudgeCalls calls = new JudgeCalls(new StageCalls(prompt.id(), seed, caller), "confirm");
        try {
            AnswerPair pair = new AnswerPair(prompt, revised.chosen(), revised.rejected());
            return confirmed(revised, judge.judge(pair, 1, calls));
        } catch (CallFailedException e) {
            return Outcome.Failed.of(prompt, revised.trace(), e);
        }
    }

    private Outcome confirmed(Outcome.Revised revised, Judgement judgement) {
        Trace.OfRevision trace = revised.trace().confirmed(judgement);
        if (!(judgement.verdict() instanceof Preference preference)) {
            return new Outcome.Rejected(revised.prompt(), trace, "no_verdict", "the judge's answers hold no verdict");
        } else if (judge.ties().isTie(preference)) {
            return new Outcome.Rejected(
                    revised.prompt(), trace, "tie", "the judge cannot tell the revision from the initial answer");
        } else if (preference.probability() < 0.5) {
            return new Outcome.Rejected(
                    revised.prompt(), trace, "not_preferred", "the judge prefers the initial answer");
        }
        return new Outcome.Revised(revised.prompt(), trace, revised.chosen());
    }
}

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
import java.util.function.Function;

/**
 * A stage whose revisions, or answers under a constitution, must be preferred by a judge to the initial or plain answer; others
 * are rejected as {@code not_preferred}, {@code tie} or {@code no_verdict}. What gave no such pair passes as it is, and so do
 * compared answers, which have been judged.
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
        if (outcome instanceof Outcome.Revised revised) {
            return confirmed(
                    revised,
                    caller,
                    judged -> revised.trace().confirmed(judged),
                    judged -> new Outcome.Revised(prompt, revised.trace().confirmed(judged), revised.chosen()));
        } else if (outcome instanceof Outcome.Contrasted contrasted) {
            return confirmed(
                    contrasted,
                    caller,
                    judged -> contrasted.trace().confirmed(judged),
                    judged -> new Outcome.Contrasted(
                            prompt, contrasted.trace().confirmed(judged), contrasted.principles()));
        }
        return outcome;
    }

    /**
     * @param trace the pair's, with a judgement
     * @param pair the pair with one that prefers its chosen answer
     */
    private Outcome confirmed(
            Outcome.Pair unjudged,
            ModelCaller caller,
            Function<Judgement, Trace> trace,
            Function<Judgement, Outcome> pair)
            throws InterruptedException {
        Prompt prompt = unjudged.prompt();
        JudgeCalls calls = new JudgeCalls(new StageCalls(prompt.id(), seed, caller), "confirm");
        Judgement judgement;
        try {
            judgement = judge.judge(new AnswerPair(prompt, unjudged.chosen(), unjudged.rejected()), 1, calls);
        } catch (CallFailedException e) {
            return Outcome.Failed.of(prompt, unjudged.trace(), e);
        }
        boolean isRevision = unjudged instanceof Outcome.Revised;
        String chosen = isRevision ? "the revision" : "the answer under the constitution";
        String rejected = isRevision ? "the initial answer" : "the plain one";
        if (!(judgement.verdict() instanceof Preference preference)) {
            return new Outcome.Rejected(
                    prompt, trace.apply(judgement), "no_verdict", "the judge's answers hold no verdict");
        } else if (judge.ties().isTie(preference)) {
            return new Outcome.Rejected(
                    prompt, trace.apply(judgement), "tie", "the judge cannot tell " + chosen + " from " + rejected);
        } else if (preference.probability() < 0.5) {
            return new Outcome.Rejected(
                    prompt, trace.apply(judgement), "not_preferred", "the judge prefers " + rejected);
        }
        return pair.apply(judgement);
    }
}

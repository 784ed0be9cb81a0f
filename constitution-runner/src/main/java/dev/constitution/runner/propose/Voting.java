package dev.constitution.runner.propose;

import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Trace;

/** Judges the pairs that test or are held out by another stage, and leaves the others. Immutable and thread-safe. */
public final class Voting implements Stage {
    private final PairSplit split;
    private final Stage judging;

    public Voting(PairSplit split, Stage judging) {
        this.split = split;
        this.judging = judging;
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        return split.of(prompt.id()) == PairSplit.Part.UNUSED
                ? new Outcome.Rejected(
                        prompt, Trace.nothing(), "unlabelled", "nobody prefers one of two different answers")
                : judging.run(prompt, caller);
    }
}

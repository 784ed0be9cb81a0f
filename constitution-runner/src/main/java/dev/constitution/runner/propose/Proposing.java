package dev.constitution.runner.propose;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.StageCalls;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Trace;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Arrays;
import java.util.List;

/** Asks a model for rules that explain the label of a pair; the replies are the row's answers. Immutable and thread-safe. */
public final class Proposing implements Stage {
    /** The gate of rows that are read for rules: no pair is made of them. */
    static final String PROPOSED = "proposed";

    private final PairSplit split;
    private final ChatModel model;
    private final Sampling sampling;
    private final long seed;

    /**
     * @param split says which pairs propose
     * @param seed what all draws derive from, together with the row's id
     */
    public Proposing(PairSplit split, ChatModel model, Sampling sampling, long seed) {
        this.split = split;
        this.model = model;
        this.sampling = sampling;
        this.seed = seed;
    }

    /** What the requests are known by. */
    public static String fingerprint() {
        return ProposalRequest.fingerprint();
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        if (split.of(prompt.id()) != PairSplit.Part.PROPOSES) {
            return new Outcome.Rejected(
                    prompt, Trace.nothing(), "not_asked", "the pair is not among those that propose");
        }
        LabelledPair pair = LabelledPair.of(prompt);
        StageCalls calls = new StageCalls(prompt.id(), seed, caller);
        try {
            List<Reply> replies = caller.together(Arrays.stream(ProposalRequest.values())
                    .<ModelCaller.Work<Reply>>map(request -> () -> calls.remark(
                            ModelRole.GENERATOR, request.step(), model, request.of(prompt, pair, seed), sampling))
                    .toList());
            return new Outcome.Rejected(
                    prompt,
                    new Trace.OfComparison(replies, List.of()),
                    PROPOSED,
                    "the replies hold rules, and no pair");
        } catch (CallFailedException e) {
            return Outcome.Failed.of(prompt, Trace.nothing(), e);
        }
    }
}

package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.LogprobMetadata;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.chat.StageCalls;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/**
 * Gets a judge's model calls answered, each under a label that is unique in its row. Immutable and thread-safe.
 *
 * <p>A judge makes at most one call at a label; for further ones, and for judges under it, it goes to a label below with
 * {@link #at}.
 */
public final class JudgeCalls {
    private final StageCalls calls;
    private final String label;

    public JudgeCalls(StageCalls calls, String label) {
        this.calls = calls;
        this.label = label;
    }

    /**
     * For judging a pair outside of a stage.
     *
     * @param id what the pair is known by; with the seed, what every draw derives from
     */
    public static JudgeCalls of(String id, long seed, ModelCaller caller) {
        return new JudgeCalls(new StageCalls(id, seed, caller), "judge");
    }

    /** The same, below this label: {@code judge/1-2} and {@code kind} give {@code judge/1-2/kind}. */
    public JudgeCalls at(String part) {
        return new JudgeCalls(calls, label + "/" + part);
    }

    /** What draws at this label derive from: the run's seed, the prompt's id and the label, nothing else. */
    public long seed() {
        return calls.seed(label);
    }

    /** What draws derive from that all judges of the row share. */
    long rowSeed(String purpose) {
        return calls.seed("judge:" + purpose);
    }

    /**
     * Asks the judge's model.
     *
     * @param topLogprobs how many of the likeliest tokens to report at each place, where the model can; 0 for none
     * @throws CallFailedException when the call fails; an answer without text is none
     */
    public ReplyWithLogprobs ask(ChatModel model, List<Message> messages, Sampling sampling, int topLogprobs)
            throws InterruptedException, CallFailedException {
        SamplingParameters parameters = sampling.toBuilder(seed())
                .topLogprobs(topLogprobs == 0 ? null : topLogprobs)
                .build();
        ChatResponse response = calls.response(ModelRole.JUDGE, label, model, messages, parameters);
        Reply reply = Reply.of(label, response, messages);
        return new ReplyWithLogprobs(
                reply,
                response.metadata() instanceof LogprobMetadata metadata
                        ? AnswerTokens.of(metadata.logprobs(), reply)
                        : List.of());
    }

    /** Does pieces of work that do not need each other, at once where the caller can; see {@link ModelCaller#together}. */
    public <T> List<T> together(List<? extends ModelCaller.Work<T>> pieces)
            throws InterruptedException, CallFailedException {
        return calls.caller().together(pieces);
    }
}

package dev.constitution;

import dev.constitution.LogprobMetadata.TokenLogprobs;
import java.util.List;

/**
 * A judge model's answer to one call.
 *
 * @param logprobs one entry a token of the answer; empty where the model gives none
 */
public record JudgeReply(Reply reply, List<TokenLogprobs> logprobs) {
    public JudgeReply {
        logprobs = List.copyOf(logprobs);
    }
}

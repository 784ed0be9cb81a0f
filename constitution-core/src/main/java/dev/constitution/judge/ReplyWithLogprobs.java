package dev.constitution.judge;

import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.chat.Reply;
import java.util.List;

/**
 * A judge model's answer to one call.
 *
 * @param logprobs one entry a token of the answer; empty where the model gives none
 */
public record ReplyWithLogprobs(Reply reply, List<TokenLogprobs> logprobs) {
    public ReplyWithLogprobs {
        logprobs = List.copyOf(logprobs);
    }
}

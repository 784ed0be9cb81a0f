package dev.constitution.local;

import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Log-probabilities from logits: the model's own distribution, before any sampling setting is applied. */
final class Logprobs {
    private Logprobs() {}

    /** A token that was drawn where the model computed {@code logits}, beside the {@code count} likeliest ones. */
    static TokenLogprobs of(int token, float[] logits, int count, IntFunction<String> spelling) {
        int[] top = TopTokens.of(logits, count);
        double logSum = logSumExp(logits, logits[top[0]]);
        List<Candidate> candidates = Arrays.stream(top)
                .mapToObj(t -> new Candidate(spelling.apply(t), logprob(logits[t], logSum)))
                .toList();
        return new TokenLogprobs(spelling.apply(token), logprob(logits[token], logSum), candidates);
    }

    private static double logprob(float logit, double logSum) {
        return Math.min(0, logit - logSum);
    }

    private static double logSumExp(float[] logits, float largest) {
        double sum = 0;
        for (float logit : logits) {
            sum += StrictMath.exp((double) logit - largest);
        }
        return largest + StrictMath.log(sum);
    }
}

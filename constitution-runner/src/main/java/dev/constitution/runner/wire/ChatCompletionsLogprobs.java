package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the log-probabilities of an answer, and tells which of them mean something. */
final class ChatCompletionsLogprobs {
    private static final double CERTAIN = 1e-6;
    private static final double MOST_PROBABILITY = 1.01;

    private ChatCompletionsLogprobs() {}

    /** The tokens in the object that the parser is at the start of. */
    static List<TokenLogprobs> read(JsonParser json) throws IOException {
        List<TokenLogprobs> tokens = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isContent = json.currentName().equals("content");
            if (json.nextToken() == JsonToken.START_ARRAY && isContent) {
                tokens.addAll(tokens(json));
            } else {
                json.skipChildren();
            }
        }
        return tokens;
    }

    private static List<TokenLogprobs> tokens(JsonParser json) throws IOException {
        List<TokenLogprobs> tokens = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String token = "";
            double logprob = Double.NEGATIVE_INFINITY;
            List<TokenLogprobs> top = List.of();
            if (json.currentToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    JsonToken value = json.nextToken();
                    if (name.equals("token")) {
                        token = json.getValueAsString("");
                    } else if (name.equals("logprob")) {
                        logprob = json.getValueAsDouble(Double.NEGATIVE_INFINITY);
                    } else if (name.equals("top_logprobs") && value == JsonToken.START_ARRAY) {
                        top = tokens(json);
                    } else {
                        json.skipChildren();
                    }
                }
            }
            tokens.add(new TokenLogprobs(
                    token,
                    logprob,
                    top.stream()
                            .map(rival -> new Candidate(rival.token(), rival.logprob()))
                            .toList()));
        }
        return tokens;
    }

    /**
     * Those of the answer's own tokens. With thoughts, servers report those of the thoughts too, where a letter means nothing;
     * and what is no probability is not one of a letter either.
     *
     * @param all as the server reports them
     */
    static List<TokenLogprobs> ofAnswer(List<TokenLogprobs> all, @Nullable String answer, boolean hasThoughts) {
        if (all.isEmpty()) {
            return all;
        }
        List<TokenLogprobs> own = hasThoughts ? ofTheText(all, answer) : all;
        return own.stream().allMatch(ChatCompletionsLogprobs::isProbability) ? own : List.of();
    }

    private static List<TokenLogprobs> ofTheText(List<TokenLogprobs> all, @Nullable String answer) {
        if (answer == null || answer.isBlank()) {
            return List.of();
        }
        StringBuilder text = new StringBuilder();
        all.forEach(token -> text.append(token.token()));
        int at = text.lastIndexOf(answer.strip());
        int start = 0;
        for (int i = 0; i < all.size() && at >= 0; i++) {
            String token = all.get(i).token();
            if (start <= at && at < start + token.length()) {
                return token.substring(0, at - start).isBlank() ? all.subList(i, all.size()) : List.of();
            }
            start += token.length();
        }
        return List.of();
    }

    private static boolean isProbability(TokenLogprobs token) {
        double sum = 0;
        for (Candidate candidate : token.top()) {
            sum += Math.exp(candidate.logprob());
        }
        return token.logprob() <= CERTAIN && sum <= MOST_PROBABILITY;
    }
}

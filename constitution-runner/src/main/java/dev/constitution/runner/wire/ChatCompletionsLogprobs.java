package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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

    /** These tokens; none where one is no probability, since then none of a letter need be one. */
    static List<TokenLogprobs> sound(List<TokenLogprobs> all) {
        for (TokenLogprobs token : all) {
            if (!isProbability(token)) {
                return List.of();
            }
        }
        return all;
    }

    private static boolean isProbability(TokenLogprobs token) {
        double sum = 0;
        for (Candidate candidate : token.top()) {
            sum += Math.exp(candidate.logprob());
        }
        return token.logprob() <= CERTAIN && sum <= MOST_PROBABILITY;
    }
}

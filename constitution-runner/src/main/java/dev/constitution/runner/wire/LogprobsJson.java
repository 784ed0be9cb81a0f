package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Log-probabilities of an answer as the store keeps them; impossible tokens, whose logarithm no JSON holds, are null. Streamed
 * as the answer itself.
 */
final class LogprobsJson {
    static final String FIELD = "logprobs";

    private LogprobsJson() {}

    static void write(JsonGenerator json, List<TokenLogprobs> tokens) throws IOException {
        json.writeArrayFieldStart(FIELD);
        for (TokenLogprobs token : tokens) {
            json.writeStartObject();
            candidate(json, token.token(), token.logprob());
            json.writeArrayFieldStart("top");
            for (Candidate rival : token.top()) {
                json.writeStartObject();
                candidate(json, rival.token(), rival.logprob());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void candidate(JsonGenerator json, String token, double logprob) throws IOException {
        json.writeStringField("token", token);
        if (Double.isFinite(logprob)) {
            json.writeNumberField("logprob", logprob);
        } else {
            json.writeNullField("logprob");
        }
    }

    static List<TokenLogprobs> read(JsonNode tokens) {
        List<TokenLogprobs> read = new ArrayList<>();
        for (JsonNode token : tokens) {
            List<Candidate> top = new ArrayList<>();
            for (JsonNode rival : token.path("top")) {
                top.add(new Candidate(rival.path("token").asText(), logprob(rival)));
            }
            read.add(new TokenLogprobs(token.path("token").asText(), logprob(token), top));
        }
        return read;
    }

    private static double logprob(JsonNode candidate) {
        return candidate.path("logprob").asDouble(Double.NEGATIVE_INFINITY);
    }
}

package dev.constitution.runner.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers each request as the row that it is for says, and adds up what the answers took: no two take the same. A prompt
 * names its outcome: {@code refused}, {@code empty}, {@code truncated}, {@code broken} and {@code malformed} (once),
 * {@code never} (an answer that cannot be read, always), {@code unavailable} (once no answer), {@code cached},
 * {@code thought}; any other gets a pair.
 */
public final class PaidAnswers implements LoopbackServer.Script {
    /** In dollars a million: for fresh input, cached input and output. */
    public static final String PRICES = "{input: 1, cached_input: 0.1, output: 2}";

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private Sum given = Sum.NONE;
    private boolean mended;

    /** What answers took. */
    public record Sum(long calls, long input, long cached, long output) {
        public static final Sum NONE = new Sum(0, 0, 0, 0);

        Sum plus(long moreInput, long moreCached, long moreOutput) {
            return new Sum(calls + 1, input + moreInput, cached + moreCached, output + moreOutput);
        }

        public Sum minus(Sum other) {
            return new Sum(calls - other.calls, input - other.input, cached - other.cached, output - other.output);
        }

        public long tokens() {
            return input + output;
        }

        /** At {@link #PRICES}. */
        public BigDecimal cost() {
            return BigDecimal.valueOf(10 * (input - cached) + cached + 20 * output, 7)
                    .stripTrailingZeros();
        }
    }

    /** What all answers so far took. */
    public synchronized Sum given() {
        return given;
    }

    /** Takes back what was given since: nobody got it. */
    public synchronized void restore(Sum sum) {
        given = sum;
    }

    /** From now on every answer is of use. */
    public synchronized void mend() {
        mended = true;
    }

    @Override
    public synchronized ServerAnswer answer(ServerRequest request) {
        boolean first = asked.merge(request.conversation(), 1, Integer::sum) == 1;
        boolean answers = !request.says("\"assistant\"") && !request.says("response-A-");
        ObjectNode body =
                (ObjectNode) Json.parse(mended || !answers ? sound(request) : unsound(request, first, sound(request)));
        if (body.has("error")) {
            return ServerAnswer.of(503, body.toString());
        }
        long input = 100 + request.number();
        long cached = request.says("cached") ? 30 + request.number() % 7 : 0;
        long output = 10 + request.number() % 13;
        long thoughts = request.says("thought") ? 500 : 0;
        given = given.plus(input, cached, output + thoughts);
        ObjectNode usage = Json.MAPPER.createObjectNode();
        usage.put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output + thoughts);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
        body.remove("usage");
        String rest = body.toString().substring(1);
        String whole = "{\"usage\":" + usage + "," + rest;
        boolean cut = answers && !mended && (request.says("malformed") && first || request.says("never"));
        return ServerAnswer.ok(cut ? whole.substring(0, whole.length() - 3) : whole);
    }

    private static String sound(ServerRequest request) {
        return new NumberedAnswers().answer(request).body();
    }

    private static String unsound(ServerRequest request, boolean first, String sound) {
        if (request.says("refused")) {
            return Completion.of("").refusal("I cannot help with that.").body();
        } else if (request.says("empty")) {
            return Completion.of("").body();
        } else if (request.says("truncated")) {
            return Completion.of("half an ans").finish("length").body();
        } else if (request.says("broken") && first) {
            return Completion.of("half an ans").finish("error").body();
        } else if (request.says("unavailable") && first) {
            return "{\"error\":{\"message\":\"overloaded\"}}";
        }
        return sound;
    }
}

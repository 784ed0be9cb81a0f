package dev.constitution.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** What becomes of one attempt at a request: drawn from (seed, request, attempt), so that every run meets the same. */
final class StubAnswer {

    /** What an attempt ends as. */
    enum Fate {
        GOOD,
        RATE_LIMITED,
        FAILED,
        CUT
    }

    /** No word that finds fault or praises: a critique of these decides nothing, and the answer is revised. */
    private static final String[] VOCABULARY = ("the of and to in a is that for it as was with be by on not this are or"
                    + " river stone window garden letter market winter bridge kettle forest ladder harbour")
            .split(" ");

    private final long request;
    private final Fate fate;
    private final long waitNanos;
    private final int words;

    private StubAnswer(long request, Fate fate, long waitNanos, int words) {
        this.request = request;
        this.fate = fate;
        this.waitNanos = waitNanos;
        this.words = words;
    }

    static StubAnswer draw(StubSettings settings, long request, int attempt) {
        SplittableRandom random = new SplittableRandom(request ^ settings.seed() * 0x9E3779B97F4A7C15L ^ attempt);
        double draw = random.nextDouble();
        Fate fate = Fate.GOOD;
        if (draw < settings.rate429()) {
            fate = Fate.RATE_LIMITED;
        } else if (draw < settings.rate429() + settings.rate500()) {
            fate = Fate.FAILED;
        } else if (draw < settings.rate429() + settings.rate500() + settings.rateCut()) {
            fate = Fate.CUT;
        }
        double millis = settings.latencyMillis();
        if (settings.heavyTail()) {
            double normal =
                    Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
            millis *= Math.exp(normal - 0.5);
        }
        return new StubAnswer(request, fate, fate == Fate.RATE_LIMITED ? 0 : (long) (millis * 1e6), settings.words());
    }

    Fate fate() {
        return fate;
    }

    long waitNanos() {
        return waitNanos;
    }

    /** The whole answer as it goes over the wire. */
    ByteBuffer bytes() {
        return switch (fate) {
            case GOOD -> http("200 OK", completion());
            case CUT -> http("200 OK", completion().substring(0, 200));
            case FAILED -> http("500 Internal Server Error", "{\"error\":{\"message\":\"the server had an error\"}}");
            case RATE_LIMITED ->
                http("429 Too Many Requests\r\nRetry-After: 1", "{\"error\":{\"message\":\"rate limit reached\"}}");
        };
    }

    private String completion() {
        StringBuilder text =
                new StringBuilder(400 + 7 * words).append("{\"id\":\"stub-").append(Long.toHexString(request));
        text.append("\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"stub\",\"choices\":[{\"index\":0,");
        text.append("\"message\":{\"role\":\"assistant\",\"content\":\"");
        long state = request;
        for (int i = 0; i < words; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            text.append(i == 0 ? "" : " ").append(VOCABULARY[(int) (state >>> 59)]);
        }
        return text.append("\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":200,")
                .append("\"completion_tokens\":128,\"total_tokens\":328}}")
                .toString();
    }

    static ByteBuffer http(String status, String body) {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length();
        return ByteBuffer.wrap((head + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
    }
}

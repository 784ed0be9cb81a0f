package dev.constitution.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the stub server answers.
 *
 * @param latencyMillis mean time to an answer
 * @param heavyTail whether times are drawn from a log-normal distribution (sigma 1) of that mean
 * @param rate429 share of requests turned away at once
 * @param rate500 share of requests that fail after their time
 * @param rateCut share of answers whose JSON stops half way
 * @param seed what times and faults are drawn from, together with the request and its attempt
 * @param words how many an answer has, of some 5 characters
 */
record StubSettings(
        double latencyMillis, boolean heavyTail, double rate429, double rate500, double rateCut, long seed, int words) {
    private static final int WORDS = 128;

    StubSettings {
        if (!(latencyMillis >= 0)
                || !(rate429 >= 0 && rate500 >= 0 && rateCut >= 0 && rate429 + rate500 + rateCut <= 1)) {
            throw new IllegalArgumentException("the latency must be 0 or more, and the rates at most 1 together");
        }
    }

    static StubSettings fixed(double latencyMillis) {
        return new StubSettings(latencyMillis, false, 0, 0, 0, 1, WORDS);
    }

    StubSettings withHeavyTail() {
        return new StubSettings(latencyMillis, true, rate429, rate500, rateCut, seed, words);
    }

    /** 5 % turned away, 2 % failing, 1 % cut. */
    StubSettings withFaults() {
        return new StubSettings(latencyMillis, heavyTail, 0.05, 0.02, 0.01, seed, words);
    }

    StubSettings withSeed(long other) {
        return new StubSettings(latencyMillis, heavyTail, rate429, rate500, rateCut, other, words);
    }

    StubSettings withWords(int other) {
        return new StubSettings(latencyMillis, heavyTail, rate429, rate500, rateCut, seed, other);
    }

    /** The arguments that {@link #parse} reads. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        Map.of(
                        "latency-ms", latencyMillis,
                        "heavy-tail", heavyTail,
                        "rate-429", rate429,
                        "rate-500", rate500,
                        "rate-cut", rateCut,
                        "seed", seed,
                        "words", words)
                .forEach((name, value) -> arguments.add(name + "=" + value));
        return arguments;
    }

    static StubSettings parse(String... arguments) {
        Map<String, String> values = new TreeMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            values.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return new StubSettings(
                Double.parseDouble(values.getOrDefault("latency-ms", "200")),
                Boolean.parseBoolean(values.getOrDefault("heavy-tail", "false")),
                Double.parseDouble(values.getOrDefault("rate-429", "0")),
                Double.parseDouble(values.getOrDefault("rate-500", "0")),
                Double.parseDouble(values.getOrDefault("rate-cut", "0")),
                Long.parseLong(values.getOrDefault("seed", "1")),
                Integer.parseInt(values.getOrDefault("words", Integer.toString(WORDS))));
    }
}

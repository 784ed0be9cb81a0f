package dev.constitution.chat;

import java.util.List;
import java.util.Optional;

/**
 * How an answer is sampled; what is empty is left to the model.
 *
 * @param temperature in [0, 100]
 * @param topP above 0, at most 1
 * @param repeatPenalty above 0, below 100; 1 is none. Only models that know {@link SamplingParameters} honour it
 * @param maxTokens the most tokens an answer may have, at least 1
 * @param stop texts at which the answer ends; they are not part of it
 */
public record Sampling(
        Optional<Double> temperature,
        Optional<Double> topP,
        Optional<Double> repeatPenalty,
        Optional<Integer> maxTokens,
        List<String> stop) {

    /** Leaves everything to the model. */
    public static final Sampling MODEL_DEFAULTS =
            new Sampling(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public Sampling {
        stop = List.copyOf(stop);
        requireThat(
                temperature.map(t -> t >= 0 && t <= 100).orElse(true), "temperature must be in [0, 100]", temperature);
        requireThat(topP.map(p -> p > 0 && p <= 1).orElse(true), "top-p must be above 0 and at most 1", topP);
        requireThat(
                repeatPenalty.map(p -> p > 0 && p < 100).orElse(true),
                "repeat penalty must be above 0 and below 100",
                repeatPenalty);
        requireThat(maxTokens.map(n -> n >= 1).orElse(true), "max tokens must be at least 1", maxTokens);
        requireThat(
                stop.stream().noneMatch(String::isEmpty),
                "a text at which an answer ends must not be empty",
                Optional.of(stop));
    }

    /** These settings at another temperature, in [0, 100]. */
    public Sampling withTemperature(double value) {
        return new Sampling(Optional.of(value), topP, repeatPenalty, maxTokens, stop);
    }

    /** These settings with the likeliest tokens alone, those that make up this probability together: above 0, at most 1. */
    public Sampling withTopP(double value) {
        return new Sampling(temperature, Optional.of(value), repeatPenalty, maxTokens, stop);
    }

    /** These settings with repeated tokens discouraged so much: above 0, below 100; 1 is not at all. */
    public Sampling withRepeatPenalty(double value) {
        return new Sampling(temperature, topP, Optional.of(value), maxTokens, stop);
    }

    /** These settings with another length of an answer at most, in tokens. */
    public Sampling withMaxTokens(int value) {
        return new Sampling(temperature, topP, repeatPenalty, Optional.of(value), stop);
    }

    /** These settings with texts at which the answer ends, none of them empty. */
    public Sampling withStop(String... texts) {
        return new Sampling(temperature, topP, repeatPenalty, maxTokens, List.of(texts));
    }

    /** These settings, with those of the other one where it has any. */
    public Sampling overriddenBy(Sampling other) {
        return new Sampling(
                other.temperature.or(() -> temperature),
                other.topP.or(() -> topP),
                other.repeatPenalty.or(() -> repeatPenalty),
                other.maxTokens.or(() -> maxTokens),
                other.stop.isEmpty() ? stop : other.stop);
    }

    public SamplingParameters.Builder toBuilder(long seed) {
        SamplingParameters.Builder builder = SamplingParameters.builder().seed(seed);
        temperature.ifPresent(builder::temperature);
        topP.ifPresent(builder::topP);
        repeatPenalty.ifPresent(builder::repeatPenalty);
        maxTokens.ifPresent(builder::maxOutputTokens);
        if (!stop.isEmpty()) {
            builder.stopSequences(stop);
        }
        return builder;
    }

    private static void requireThat(boolean holds, String rule, Optional<?> got) {
        if (!holds) {
            throw new IllegalArgumentException(
                    rule + ", got " + got.map(Object::toString).orElse("nothing"));
        }
    }
}

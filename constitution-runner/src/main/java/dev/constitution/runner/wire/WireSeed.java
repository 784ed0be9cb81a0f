package dev.constitution.runner.wire;

import dev.constitution.chat.SamplingParameters;
import org.jspecify.annotations.Nullable;

/**
 * A seed as providers take it: at most 31 bits and never negative, since some read -1 as "random"; small seeds stay as they
 * are.
 */
public final class WireSeed {
    private WireSeed() {}

    /** The seed of a request; null where it has none. */
    public static @Nullable Integer of(SamplingParameters sampling) {
        Long seed = sampling.seed();
        return seed == null ? null : Long.hashCode(seed) & Integer.MAX_VALUE;
    }
}

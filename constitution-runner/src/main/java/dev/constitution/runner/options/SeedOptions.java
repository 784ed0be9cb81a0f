package dev.constitution.runner.options;

import picocli.CommandLine.Option;

/** The option of the seed. */
@UnderHeading(Heading.SAMPLING)
public final class SeedOptions {
    @DecidesRun("seed")
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "What all draws derive from. Default: 0.")
    private long seed;

    public long seed() {
        return seed;
    }
}

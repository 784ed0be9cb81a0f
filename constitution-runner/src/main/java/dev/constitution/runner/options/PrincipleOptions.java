package dev.constitution.runner.options;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.shape.PromptShape;
import dev.constitution.source.Suggestion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say by which principles models are asked, in what words, and from what seed all draws derive. */
@UnderHeading(Heading.METHOD)
public final class PrincipleOptions {
    /** The setting that keeps what a teacher is told as it is sent. */
    static final String INSTRUCTION = "instruction";

    @DecidesRun({"constitution", "constitution id", INSTRUCTION})
    @Option(
            names = "--constitution",
            paramLabel = "NAME|FILE",
            defaultValue = "cai-16",
            description = "The principles: a built-in set (see: constitution principles list) or a YAML file."
                    + " Default: ${DEFAULT-VALUE}.")
    private String constitution;

    @DecidesRun("shape")
    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            description = "How requests are worded: chat, or small (default on the embedded model).")
    private @Nullable String shape;

    @Mixin
    private SeedOptions seed = new SeedOptions();

    private @Nullable String leftOut;

    /** Those of a command that brings its own principles. */
    static PrincipleOptions of(SeedOptions seed) {
        PrincipleOptions options = new PrincipleOptions();
        options.seed = seed;
        return options;
    }

    public Constitution constitution() {
        Constitution whole = Constitutions.resolve(constitution);
        return leftOut == null ? whole : whole.without(leftOut);
    }

    /** Leaves a principle of the constitution out. */
    public void leaveOut(String principle) {
        leftOut = principle;
    }

    public long seed() {
        return seed.seed();
    }

    /**
     * The wording of requests to a model of these traits.
     *
     * @throws UsageException if there is none of the name, with the known ones
     */
    public PromptShape shape(ModelTraits traits) {
        if (shape == null) {
            return traits.shape();
        }
        return switch (shape) {
            case "chat" -> PromptShape.chat();
            case "small" -> PromptShape.small();
            default ->
                throw new UsageException("unknown shape \"" + shape + "\""
                        + Suggestion.clauseAndQuotedList(shape, List.of("chat", "small"), "known shapes"));
        };
    }
}

package dev.constitution.runner.model;

import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;

/**
 * What suits a model unless the user says otherwise.
 *
 * @param shape how requests are worded for it
 * @param rounds how many rounds of critique and revision
 * @param concurrency how many rows under way at once
 * @param givesLogprobs whether it reports log-probabilities, from which a judge's verdict takes one call
 * @param takesTools whether it can be told of tools
 */
public record ModelTraits(PromptShape shape, int rounds, int concurrency, boolean givesLogprobs, boolean takesTools) {
    private static final int CALLS_TO_A_SERVER = 16;

    /** Of a model that can be told of tools. */
    public ModelTraits(PromptShape shape, int rounds, int concurrency, boolean givesLogprobs) {
        this(shape, rounds, concurrency, givesLogprobs, true);
    }

    /** The same, of a model that cannot be told of tools. */
    public ModelTraits withoutTools() {
        return new ModelTraits(shape, rounds, concurrency, givesLogprobs, false);
    }

    /** A large chat model behind a server. */
    static ModelTraits ofServer() {
        return new ModelTraits(PromptShape.chat(), CritiqueRevision.DEFAULT_ROUNDS, CALLS_TO_A_SERVER, false);
    }

    /** The same, of a model that reports log-probabilities. */
    public ModelTraits withLogprobs() {
        return new ModelTraits(shape, rounds, concurrency, true, takesTools);
    }
}

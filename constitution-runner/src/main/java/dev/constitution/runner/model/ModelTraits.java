package dev.constitution.runner.model;

import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What suits a model unless the user says otherwise.
 *
 * @param shape how requests are worded for it
 * @param rounds how many rounds of critique and revision
 * @param concurrency how many rows under way at once
 * @param abilities what it can do, or be sent, that not every model can
 */
public record ModelTraits(PromptShape shape, int rounds, int concurrency, Set<Ability> abilities) {
    private static final int CALLS_TO_A_SERVER = 16;

    /** What some models can do, or be sent, and others cannot. */
    public enum Ability {
        /** It reports log-probabilities, from which a judge's verdict takes one call. */
        LOGPROBS,
        /** It can be told of tools. */
        TOOLS,
        /** It can be sent images; whether it sees what they show is the model's own. */
        IMAGES,
        /** Its server fetches images from an address. */
        IMAGES_BY_URL
    }

    public ModelTraits {
        abilities = Set.copyOf(abilities);
    }

    /** Of a model that can be sent all that a row may hold. */
    public ModelTraits(PromptShape shape, int rounds, int concurrency, boolean givesLogprobs) {
        this(
                shape,
                rounds,
                concurrency,
                givesLogprobs ? EnumSet.allOf(Ability.class) : EnumSet.complementOf(EnumSet.of(Ability.LOGPROBS)));
    }

    /** A large chat model behind a server. */
    static ModelTraits ofServer() {
        return new ModelTraits(PromptShape.chat(), CritiqueRevision.DEFAULT_ROUNDS, CALLS_TO_A_SERVER, false);
    }

    /** Whether the model can. */
    public boolean has(Ability ability) {
        return abilities.contains(ability);
    }

    /** The same, of a model that can do this too. */
    public ModelTraits with(Ability ability) {
        EnumSet<Ability> more = EnumSet.of(ability);
        more.addAll(abilities);
        return new ModelTraits(shape, rounds, concurrency, more);
    }

    /** The same, of a model that cannot do these. */
    public ModelTraits without(Ability... lacking) {
        EnumSet<Ability> less = EnumSet.allOf(Ability.class);
        less.retainAll(abilities);
        less.removeAll(List.of(lacking));
        return new ModelTraits(shape, rounds, concurrency, less);
    }
}

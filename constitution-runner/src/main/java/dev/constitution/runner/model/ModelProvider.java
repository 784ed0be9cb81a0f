package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import dev.langchain4j.model.chat.ChatModel;

/**
 * Makes the chat models of one scheme. Implementations are public, have a public constructor without arguments, and are
 * named in {@code META-INF/services/dev.constitution.runner.model.ModelProvider}.
 *
 * <p>A model made here sends one request a call and never retries: the run does that in one place. It honours what it can
 * of {@link dev.constitution.chat.SamplingParameters}, and is safe to call from many threads.
 */
public interface ModelProvider {

    /** What stands before the colon of a {@link ModelSpec}: lower-case letters, digits and hyphens. */
    String scheme();

    /**
     * The model of this name; no request is sent yet.
     *
     * @throws UsageException when something is missing, a key for example
     */
    ChatModel create(ModelSpec spec, ModelSettings settings);

    /** The one name of a model that can be spelled in several ways; the name as it is, unless overridden. */
    default ModelSpec named(ModelSpec spec) {
        return spec;
    }

    /**
     * What decides the answers of the model of this name; the name alone, unless overridden. A run that was begun with
     * another identity is not gone on with.
     *
     * @throws UsageException when the model cannot be told, because a file is missing for example
     */
    default ModelIdentity identity(ModelSpec spec, ModelSettings settings) {
        return ModelIdentity.of(named(spec));
    }

    /** Whether a name may end at the colon. */
    default boolean hasDefaultModel() {
        return false;
    }

    /** What suits the model of this name; a large chat model behind a server, unless overridden. */
    default ModelTraits traits(ModelSpec spec) {
        return ModelTraits.ofServer();
    }
}

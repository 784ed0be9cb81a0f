package dev.constitution.stage;

import dev.constitution.chat.Checks;
import dev.constitution.chat.Sampling;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import org.jspecify.annotations.Nullable;

/**
 * What every stage in which a model answers is built with; the stages' own builders add to it.
 *
 * @param <B> the builder of the stage
 */
public abstract class AnsweringBuilder<B extends AnsweringBuilder<B>> {
    private @Nullable ChatModel answering;
    PromptShape shape = PromptShape.chat();
    Sampling sampling = Sampling.MODEL_DEFAULTS;
    long seed;

    AnsweringBuilder() {}

    abstract B self();

    /** The model that answers, and does whatever no other is set for. */
    public B model(ChatModel model) {
        this.answering = model;
        return self();
    }

    /** How requests are worded; {@link PromptShape#chat()} by default. */
    public B shape(PromptShape shape) {
        this.shape = shape;
        return self();
    }

    /** How answers and revisions are sampled, over what the shape says; what is read on the way is left to the shape. */
    public B sampling(Sampling sampling) {
        this.sampling = sampling;
        return self();
    }

    /** What every draw of the stage derives from, together with the prompt's id and the step; 0 by default. */
    public B seed(long seed) {
        this.seed = seed;
        return self();
    }

    /** The model that answers, which must be set. */
    ChatModel model(String stage) {
        return Checks.required(answering, stage, "model");
    }
}

package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.StageCalls;
import dev.constitution.principles.Constitution;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;
import java.util.Optional;

/**
 * An answer and nothing else: what critique and revision are compared with in experiments, plain, or
 * {@link #instructed under the constitution as an instruction}, which is what a constitution does without critiques.
 *
 * <p>Its outcome is never a pair: it is rejected as {@code not_revised}, and has its {@link Outcome#answer}. Immutable and
 * thread-safe.
 */
public final class Generation implements Stage {
    private final ChatModel model;
    private final PromptShape shape;
    private final Sampling sampling;
    private final Optional<String> instruction;
    private final long seed;

    private Generation(ChatModel model, PromptShape shape, Sampling sampling, Optional<String> instruction, long seed) {
        this.model = model;
        this.shape = shape;
        this.sampling = sampling;
        this.instruction = instruction;
        this.seed = seed;
    }

    /**
     * The model's own answer.
     *
     * @param sampling over what the shape says
     * @param seed what the answer's draws derive from, together with the prompt's id
     */
    public static Generation plain(ChatModel model, PromptShape shape, Sampling sampling, long seed) {
        return new Generation(model, shape, sampling, Optional.empty(), seed);
    }

    /** The same, with the constitution's principles in a system turn that stands before the prompt's own turns. */
    public Generation instructed(Constitution constitution) {
        return new Generation(model, shape, sampling, Optional.of(SystemTurn.of(constitution)), seed);
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        StageCalls calls = new StageCalls(prompt.id(), seed, caller);
        Sampling drawn = shape.generation().sampling().overriddenBy(sampling);
        try {
            Reply answer = calls.answer(ModelRole.GENERATOR, "generate", model, turns(prompt), prompt.tools(), drawn);
            return new Outcome.Rejected(
                    prompt,
                    new Trace.OfRevision(Optional.of(answer), List.of()),
                    "not_revised",
                    "the answer was not to be revised");
        } catch (CallFailedException e) {
            return Outcome.withoutAnswer(prompt, new Trace.OfRevision(Optional.empty(), List.of()), e);
        }
    }

    private List<Message> turns(Prompt prompt) {
        List<Message> opening = OpeningTurns.of(prompt, shape, List.of());
        return instruction.map(told -> SystemTurn.before(opening, told)).orElse(opening);
    }
}

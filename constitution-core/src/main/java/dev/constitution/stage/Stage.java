package dev.constitution.stage;

import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;

/**
 * A method that takes a prompt to an outcome, such as {@link CritiqueRevision}.
 *
 * <p>One of one's own makes its calls by {@link dev.constitution.chat.StageCalls}, which gives each its seed and tells failures apart:
 *
 * <pre>{@code
 * Stage answerTwice = (prompt, caller) -> {
 *     StageCalls calls = new StageCalls(prompt.id(), 0, caller);
 *     List<Message> asked = prompt.messages();
 *     try {
 *         Reply first = calls.answer(ModelRole.GENERATOR, "generate", model, asked, Sampling.MODEL_DEFAULTS);
 *         Reply other = calls.answer(ModelRole.REVISER, "revise", model, asked, Sampling.MODEL_DEFAULTS);
 *         Revision revision = new Revision(other.text(), Revision.Reading.REVISED, other);
 *         Step step = new Step(1, "again", Optional.empty(), Optional.of(revision));
 *         Trace.OfRevision trace = new Trace.OfRevision(Optional.of(first), List.of(step));
 *         return first.text().equals(other.text())
 *                 ? new Outcome.Rejected(prompt, trace, "unchanged", "both answers are the same")
 *                 : new Outcome.Revised(prompt, trace, other.text());
 *     } catch (CallFailedException e) {
 *         return Outcome.Failed.of(prompt, new Trace.OfRevision(Optional.empty(), List.of()), e);
 *     }
 * };
 * }</pre>
 *
 * <p>A stage blocks, is thread-safe, and ends early with {@link InterruptedException} when its thread is interrupted.
 */
@FunctionalInterface
public interface Stage {

    /**
     * Takes one prompt through the stage.
     *
     * @param caller gets the stage's model calls answered
     */
    Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException;

    /** Takes one prompt through the stage, asking the models directly. */
    default Outcome run(Prompt prompt) throws InterruptedException {
        return run(prompt, ModelCaller.direct());
    }
}

package dev.constitution.stage;

import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import java.util.function.UnaryOperator;

/** Two listeners as one; the first stands around the second. */
record TwoListeners(StageListener first, StageListener second) implements StageListener {

    @Override
    public void onStep(Prompt prompt, Step step) {
        first.onStep(prompt, step);
        second.onStep(prompt, step);
    }

    @Override
    public void onOutcome(Outcome outcome) {
        first.onOutcome(outcome);
        second.onOutcome(outcome);
    }

    @Override
    public Outcome around(Prompt prompt, ModelCaller.Work<Outcome> row) throws InterruptedException {
        return first.around(prompt, () -> second.around(prompt, row));
    }

    @Override
    public ModelCaller calling(ModelCaller caller) {
        return first.calling(second.calling(caller));
    }

    @Override
    public UnaryOperator<Runnable> carrying() {
        UnaryOperator<Runnable> outer = first.carrying();
        UnaryOperator<Runnable> inner = second.carrying();
        return work -> outer.apply(inner.apply(work));
    }
}

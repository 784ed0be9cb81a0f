package dev.constitution.examples.service;

import dev.constitution.chat.Prompt;
import dev.constitution.stage.StageListener;
import dev.constitution.stage.Step;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Tells whoever asked about the steps of his own answer: one listener hears all answers of a model, each on the thread that asked
 * for it. Thread-safe.
 */
@Component
final class StepHearing implements StageListener {
    private final ThreadLocal<Consumer<Step>> listeners = ThreadLocal.withInitial(() -> step -> {});

    /** Makes a call, of whose steps the listener hears while they are made. */
    <T> T during(Supplier<T> call, Consumer<Step> listener) {
        listeners.set(listener);
        try {
            return call.get();
        } finally {
            listeners.remove();
        }
    }

    @Override
    public void onStep(Prompt prompt, Step step) {
        listeners.get().accept(step);
    }
}

package dev.constitution.local;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A loaded model with its contexts: answers tasks on the calling thread. Thread-safe.
 *
 * <p>{@link #close} may be called at any time, by any thread: it cancels the calls under way, and whoever leaves last
 * frees the native memory, which therefore no call can lose under its feet.
 */
final class Engine implements AutoCloseable {
    private final LlamaModel model;
    private final PromptEncoder encoder;
    private final ContextPool contexts;
    private final int contextTokens;
    private final Set<Cancellation> calls = new HashSet<>();
    private boolean closed;

    private Engine(LlamaModel model, int contexts, int contextTokens, int threads) {
        this.model = model;
        this.encoder = new PromptEncoder(model, ChatTemplate.of(model));
        this.contextTokens = contextTokens;
        this.contexts = new ContextPool(contexts, () -> model.newContext(contextTokens, threads));
    }

    static Engine open(Path file, int contexts, int contextTokens, int threads) {
        LlamaModel model = LlamaModel.load(LlamaRuntime.api(), file);
        if (contextTokens > model.trainedContext()) {
            int most = model.trainedContext();
            model.free();
            throw new IllegalArgumentException("contextTokens must be at most " + most
                    + ", which this model was trained for, got " + contextTokens);
        }
        return new Engine(model, contexts, contextTokens, threads);
    }

    /** Answers, giving the text to {@code onText} as it grows; throws {@link CancelledException} when cancelled. */
    Answer answer(Task task, Cancellation cancellation, Consumer<String> onText) {
        enter(cancellation);
        try {
            List<int[]> prompt = encoder.encode(task.turns());
            int length = PromptEncoder.length(prompt);
            if (length >= contextTokens) {
                throw new ContextOverflowException(length, contextTokens);
            }
            LlamaContext context = contexts.take(prompt);
            try {
                return new Generation(model, context, task, cancellation).run(prompt, onText);
            } finally {
                contexts.giveBack(context);
            }
        } catch (CancelledException e) {
            throw isClosed() ? closedException() : e;
        } finally {
            leave(cancellation);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            calls.forEach(Cancellation::cancel);
            freeWhenDone();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void enter(Cancellation cancellation) {
        if (closed) {
            throw closedException();
        }
        calls.add(cancellation);
    }

    private synchronized void leave(Cancellation cancellation) {
        calls.remove(cancellation);
        freeWhenDone();
    }

    private void freeWhenDone() {
        if (closed && calls.isEmpty()) {
            contexts.free();
            model.free();
        }
    }

    private static IllegalStateException closedException() {
        return new IllegalStateException("this model has been closed; open a new one");
    }
}

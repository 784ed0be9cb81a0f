package dev.constitution.local;

import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded model with its contexts: answers tasks on the calling thread. Thread-safe.
 *
 * <p>{@link #close} may be called at any time, by any thread: it cancels the calls under way, and whoever leaves last
 * frees the native memory, which therefore no call can lose under its feet. An engine that is forgotten has no calls, and
 * is freed by the garbage collector's doing.
 */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final LlamaModel model;
    private final PromptEncoder encoder;
    private final ContextPool contexts;
    private final NativeMemory memory;
    private final Cleaner.Cleanable cleanable;
    private final int contextTokens;
    private final Set<Cancellation> calls = new HashSet<>();
    private boolean closed;

    private Engine(LlamaModel model, int contexts, int contextTokens, int threads) {
        this.model = model;
        this.encoder = new PromptEncoder(model, ChatTemplate.of(model));
        this.contextTokens = contextTokens;
        this.contexts = new ContextPool(contexts, () -> model.newContext(contextTokens, threads));
        this.memory = new NativeMemory(model, this.contexts);
        this.cleanable = CLEANER.register(this, memory);
    }

    static Engine open(LlamaApi api, Path file, int contexts, int contextTokens, int threads) {
        LlamaModel model = LlamaModel.load(api, file);
        Engine engine = null;
        try {
            if (contextTokens > model.trainedContext()) {
                throw new IllegalArgumentException("contextTokens must be at most " + model.trainedContext()
                        + ", which this model was trained for, got " + contextTokens);
            }
            engine = new Engine(model, contexts, contextTokens, threads);
            return engine;
        } finally {
            if (engine == null) {
                model.free();
            }
        }
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
            memory.closed = true;
            cleanable.clean();
        }
    }

    private static IllegalStateException closedException() {
        return new IllegalStateException("this model has been closed; open a new one");
    }

    /** What is to be freed, once; it must not know the engine, which could then never be forgotten. */
    private static final class NativeMemory implements Runnable {
        private final LlamaModel model;
        private final ContextPool contexts;
        private volatile boolean closed;

        NativeMemory(LlamaModel model, ContextPool contexts) {
            this.model = model;
            this.contexts = contexts;
        }

        @Override
        public void run() {
            if (!closed) {
                LOG.warn("a local model was forgotten without being closed; its memory is freed now");
            }
            contexts.free();
            model.free();
        }
    }
}

package dev.constitution.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Up to a fixed number of contexts, created when they are first needed together; callers wait in line for a free one.
 *
 * <p>A caller gets the free context that shares the longest beginning with its prompt, and among equals the one that was
 * returned longest ago, whose conversation is the least likely to go on. Thread-safe.
 */
final class ContextPool {
    private final Supplier<LlamaContext> factory;
    private final Semaphore permits;
    // From the one returned longest ago to the one returned last.
    private final List<LlamaContext> free = new ArrayList<>();

    ContextPool(int size, Supplier<LlamaContext> factory) {
        this.permits = new Semaphore(size, true);
        this.factory = factory;
    }

    LlamaContext take(List<int[]> prompt) {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            throw LocalModelException.interrupted("interrupted while waiting for a free context");
        }
        boolean taken = false;
        try {
            LlamaContext context = freeOrNew(prompt);
            taken = true;
            return context;
        } finally {
            if (!taken) {
                permits.release();
            }
        }
    }

    private LlamaContext freeOrNew(List<int[]> prompt) {
        synchronized (free) {
            if (!free.isEmpty()) {
                LlamaContext best = free.stream()
                        .max(Comparator.comparingInt(context -> context.reusableTokens(prompt)))
                        .orElseThrow();
                free.remove(best);
                return best;
            }
        }
        return factory.get();
    }

    void giveBack(LlamaContext context) {
        synchronized (free) {
            free.add(context);
        }
        permits.release();
    }

    /** Frees the contexts; none may be in use any more. */
    void free() {
        synchronized (free) {
            free.forEach(LlamaContext::free);
            free.clear();
        }
    }
}

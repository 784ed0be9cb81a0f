package dev.constitution.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Keeps contexts apart where llama.cpp b4916 lets them disturb one another.
 *
 * <p>Its kernels for products of floating-point matrices (F32, F16, BF16) share one counter of finished work among all
 * contexts of the process [1]. Two contexts that each evaluate several tokens at once then skip parts of each other's
 * products, and the logits are wrong without any sign of it: 36 of 48 prompts, measured on the embedded model. Single
 * tokens go another way and are safe.
 *
 * <p>With flash attention, attention needs no such product. That is enough for models of the plain llama architecture whose
 * weights are all quantised, the embedded one among them: 0 of 48, at the same speed. All other models evaluate their
 * batches of several tokens one at a time, under one lock, while single tokens go on beside them.
 *
 * <p>[1] ggml-org/llama.cpp, pull request 14035, which found and removed the fault three months after b4916.
 */
final class BatchGuard {
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
    private static final Set<Integer> FLOATING_POINT = Set.of(0, 1, 30);

    private final boolean needed;

    BatchGuard(boolean needed) {
        this.needed = needed;
    }

    static BatchGuard of(Path model) {
        try {
            return new BatchGuard(!isSafe(GgufHeader.read(model)));
        } catch (IOException e) {
            return new BatchGuard(true);
        }
    }

    boolean isNeeded() {
        return needed;
    }

    int guard(int batchSize, IntSupplier evaluation) {
        if (!needed || batchSize == 1) {
            return evaluation.getAsInt();
        }
        try {
            ONE_AT_A_TIME.lockInterruptibly();
        } catch (InterruptedException e) {
            throw LocalModelException.interrupted("interrupted while waiting to evaluate a prompt");
        }
        try {
            return evaluation.getAsInt();
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** Flash attention is switched off by llama.cpp when keys and values differ in length. */
    private static boolean isSafe(GgufHeader header) {
        Object none = -1;
        return header.values().getOrDefault("general.architecture", none).equals("llama")
                && header.values()
                        .getOrDefault("llama.attention.key_length", none)
                        .equals(header.values().getOrDefault("llama.attention.value_length", none))
                && !header.values().containsKey("split.count")
                && header.matrixTypes().stream().noneMatch(FLOATING_POINT::contains);
    }
}

package dev.constitution.local;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One conversation's worth of memory (the KV cache) on a model; used by one thread at a time.
 *
 * <p>What a token's keys and values are depends, in the last bits, on which tokens were evaluated together with it. So that a
 * reused prefix gives what evaluating the whole prompt anew would give, bit for bit, prefixes are only made and only
 * reused in one way: a prompt comes in chunks, one for each message; each chunk is evaluated on its own, in batches that
 * depend on nothing but its length; only whole chunks are reused, and never those that the model generated token by
 * token; and the last chunk is always evaluated, because its last token's logits begin the answer.
 */
final class LlamaContext {
    /** The most tokens that one call evaluates. */
    static final int MAX_BATCH = 512;

    private final LlamaModel model;
    private final Pointer pointer;
    private final int capacity;
    private final Memory tokens = new Memory(4L * MAX_BATCH);
    private final LlamaApi.Batch batch = new LlamaApi.Batch();
    private final float[] logits;
    private final List<int[]> chunks = new ArrayList<>();
    private int used;

    LlamaContext(LlamaModel model, Pointer pointer, int capacity) {
        this.model = model;
        this.pointer = pointer;
        this.capacity = capacity;
        this.logits = new float[model.vocabularySize()];
        batch.token = tokens;
    }

    /** How many tokens of a prompt this context would not have to evaluate again. */
    int reusableTokens(List<int[]> prompt) {
        return PromptEncoder.length(prompt.subList(0, reusableChunks(prompt)));
    }

    private int reusableChunks(List<int[]> prompt) {
        int most = Math.min(chunks.size(), prompt.size() - 1);
        int count = 0;
        while (count < most && Arrays.equals(chunks.get(count), prompt.get(count))) {
            count++;
        }
        return count;
    }

    /** Evaluates a prompt that is not empty and fits; returns how many of its tokens were reused. */
    int prefill(List<int[]> prompt, Cancellation cancellation) {
        cancellation.govern(model.api, pointer);
        keep(reusableChunks(prompt));
        int reused = used;
        for (int[] chunk : prompt.subList(chunks.size(), prompt.size())) {
            for (int from = 0; from < chunk.length; from += MAX_BATCH) {
                decode(chunk, from, Math.min(MAX_BATCH, chunk.length - from), cancellation);
            }
            chunks.add(chunk);
        }
        return reused;
    }

    /** Evaluates one generated token. */
    void step(int token, Cancellation cancellation) {
        decode(new int[] {token}, 0, 1, cancellation);
    }

    boolean isFull() {
        return used >= capacity;
    }

    /** The logits after the last token, in an array that the next call overwrites. */
    float[] logits() {
        Pointer last = model.api.llama_get_logits_ith(pointer, -1);
        if (last == null) {
            throw new LocalModelException("llama.cpp has no logits for the last token");
        }
        last.read(0, logits, 0, logits.length);
        return logits;
    }

    void free() {
        model.api.llama_free(pointer);
    }

    private void keep(int count) {
        chunks.subList(count, chunks.size()).clear();
        used = PromptEncoder.length(chunks);
        if (model.api.llama_kv_self_seq_rm(pointer, 0, used, -1) == 0) {
            // Models with a recurrent state can only forget all of it.
            clear();
        }
    }

    private void clear() {
        model.api.llama_kv_self_clear(pointer);
        chunks.clear();
        used = 0;
    }

    private void decode(int[] source, int from, int count, Cancellation cancellation) {
        boolean done = false;
        try (LlamaLog.Errors errors = LlamaLog.keepErrors()) {
            tokens.write(0, source, from, count);
            batch.n_tokens = count;
            int code =
                    model.guard.guard(count, () -> cancellation.watching(() -> model.api.llama_decode(pointer, batch)));
            if (code == LlamaApi.ABORTED) {
                throw new CancelledException();
            }
            if (code != 0) {
                throw new LocalModelException("llama_decode failed with code " + code + " at token " + used + " of "
                        + capacity + ": " + errors + "; memory may be short: lower contextTokens or the number of"
                        + " contexts");
            }
            used += count;
            done = true;
        } finally {
            if (!done) {
                clear();
            }
        }
    }
}

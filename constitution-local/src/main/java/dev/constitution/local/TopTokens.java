package dev.constitution.local;

import java.util.Arrays;

/** Selects the largest logits in one pass, without sorting the vocabulary. */
final class TopTokens {
    private TopTokens() {}

    /**
     * The tokens of the {@code count} largest logits, largest first, and of equal ones the lower token first; NaN is
     * never among them.
     */
    static int[] of(float[] logits, int count) {
        // A min-heap of keys that sort as (logit ascending, token descending).
        long[] heap = new long[Math.min(count, logits.length)];
        int size = 0;
        float smallest = Float.NEGATIVE_INFINITY;
        for (int token = 0; token < logits.length; token++) {
            float logit = logits[token];
            if (size < heap.length) {
                if (!Float.isNaN(logit)) {
                    heap[size] = key(logit, token);
                    siftUp(heap, size++);
                    smallest = logit(heap[0]);
                }
            } else if (logit > smallest) {
                heap[0] = key(logit, token);
                siftDown(heap);
                smallest = logit(heap[0]);
            }
        }
        Arrays.sort(heap, 0, size);
        int[] tokens = new int[size];
        for (int i = 0; i < size; i++) {
            tokens[i] = ~(int) heap[size - 1 - i];
        }
        return tokens;
    }

    private static long key(float logit, int token) {
        int bits = Float.floatToIntBits(logit + 0f);
        return (long) (bits ^ ((bits >> 31) & Integer.MAX_VALUE)) << 32 | (~token & 0xFFFFFFFFL);
    }

    private static float logit(long key) {
        int bits = (int) (key >> 32);
        return Float.intBitsToFloat(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
    }

    private static void siftUp(long[] heap, int from) {
        int child = from;
        long key = heap[child];
        while (child > 0 && heap[(child - 1) / 2] > key) {
            heap[child] = heap[(child - 1) / 2];
            child = (child - 1) / 2;
        }
        heap[child] = key;
    }

    private static void siftDown(long[] heap) {
        int parent = 0;
        long key = heap[0];
        for (int child = 1; child < heap.length; child = 2 * parent + 1) {
            if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= key) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = key;
    }
}

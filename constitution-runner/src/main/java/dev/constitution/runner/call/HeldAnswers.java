package dev.constitution.runner.call;

import dev.constitution.runner.wire.AnswerTooLargeException;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The long answers that rows hold while they are under way: all together no more than a share of the heap, since each is in
 * later requests, and in the row's outcome, once more. A row cannot wait for another one with its own in its hands, so one
 * that wants more than is left fails by itself; what it was answered is stored. Thread-safe.
 */
public final class HeldAnswers {
    private static final int PARTS_OF_HEAP = 16;

    /** Shorter ones are not counted, in characters. */
    private static final int SHORT = 64 << 10;

    private final long heap;
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** @param heap in bytes */
    public HeldAnswers(long heap) {
        this.heap = heap;
        this.most = heap / PARTS_OF_HEAP;
    }

    /** Of one row; nothing so far. */
    public OfRow row() {
        return new OfRow();
    }

    /** What one row holds; closing lets go of it. Thread-safe. */
    public final class OfRow implements AutoCloseable {
        private final AtomicLong own = new AtomicLong();

        private OfRow() {}

        /**
         * The row holds this answer too.
         *
         * @throws AnswerTooLargeException when there is no room for it
         */
        public void add(ChatResponse answer) {
            long length = length(answer.aiMessage().text())
                    + length(answer.aiMessage().thinking());
            if (length <= SHORT) {
                return;
            }
            own.addAndGet(length);
            if (held.addAndGet(length) > most) {
                throw AnswerTooLargeException.together(most, heap);
            }
        }

        private static long length(@Nullable String text) {
            return text == null ? 0 : text.length();
        }

        /** The row is through. */
        @Override
        public void close() {
            held.addAndGet(-own.getAndSet(0));
        }
    }
}

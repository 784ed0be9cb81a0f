package dev.constitution.runner;

import java.util.concurrent.Semaphore;

/**
 * Bounds the rows under way: one for each call that may be in flight, and one more for each call that waits to be sent
 * again, so that its place is another row's meanwhile. Thread-safe.
 */
final class RowSlots {
    private final Slots slots;

    /** Lets its permits shrink below what is taken. */
    private static final class Slots extends Semaphore {
        private static final long serialVersionUID = 1L;

        Slots(int permits) {
            super(permits);
        }

        void withdraw() {
            reducePermits(1);
        }
    }

    RowSlots(int rows) {
        this.slots = new Slots(rows);
    }

    /** Waits until a row may start. */
    void take() throws InterruptedException {
        slots.acquire();
    }

    /** A row has ended. */
    void giveBack() {
        slots.release();
    }

    /** A row's call waits to be sent again, until {@link #goOn}. */
    void stepAside() {
        slots.release();
    }

    /** The row's call is to be sent again; that row is one too many until another ends. */
    void goOn() {
        slots.withdraw();
    }
}

package dev.constitution.chat;

import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;

/** Tells an interrupt of the waiting thread from a failure of the model. */
public final class Interrupts {
    private Interrupts() {}

    /** The interrupt behind a failure; the thread's flag, which it stands for from now on, is cleared. */
    public static Optional<InterruptedException> behind(Throwable failure) {
        return Thread.interrupted() || isInterrupt(failure) ? Optional.of(of(failure)) : Optional.empty();
    }

    private static boolean isInterrupt(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof InterruptedException || t instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    private static InterruptedException of(Throwable failure) {
        InterruptedException interrupt = new InterruptedException("interrupted while waiting for a model");
        interrupt.initCause(failure);
        return interrupt;
    }
}

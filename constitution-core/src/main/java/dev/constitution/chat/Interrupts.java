package dev.constitution.chat;

import dev.langchain4j.exception.LangChain4jException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;

/** Tells an interrupt of the waiting thread from a failure of the model. */
public final class Interrupts {
    private Interrupts() {}

    /** The interrupt behind a failure; the thread's flag, which it stands for from now on, is cleared. */
    public static Optional<InterruptedException> behind(Throwable failure) {
        return Thread.interrupted() || isInterrupt(failure) ? Optional.of(of(failure)) : Optional.empty();
    }

    /** An interrupt where LangChain4j's interfaces leave no room for it: unchecked, with the thread's flag set again. */
    public static RuntimeException unchecked(InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        return new LangChain4jException("interrupted while the answer was revised", interrupt);
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

package dev.constitution.live;

import dev.langchain4j.exception.LangChain4jException;

/** Interrupts where LangChain4j's interfaces leave no room for the exception. */
final class Interrupts {
    private Interrupts() {}

    /** The same, unchecked, with the thread's flag set again. */
    static RuntimeException unchecked(InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        return new LangChain4jException("interrupted while the answer was revised", interrupt);
    }
}

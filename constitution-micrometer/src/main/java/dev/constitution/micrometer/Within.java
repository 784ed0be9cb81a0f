package dev.constitution.micrometer;

import io.micrometer.observation.Observation;

/** Work within an observation, as the thread's present one. It is not told of what is thrown, whose message may quote. */
final class Within {
    private Within() {}

    /** What is done. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T result() throws E;
    }

    @SuppressWarnings("try") // the scope is there to be closed
    static <T, E extends Exception> T scope(Observation observation, Work<T, E> work) throws E {
        try (Observation.Scope scope = observation.openScope()) {
            return work.result();
        }
    }
}

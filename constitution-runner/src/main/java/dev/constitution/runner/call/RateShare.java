package dev.constitution.runner.call;

/**
 * How much of a run's requests and tokens a minute this process may use, where several processes work on one run. Asked before
 * each request; implementations are thread-safe and do not wait.
 */
@FunctionalInterface
public interface RateShare {
    /** Nobody else uses them. */
    RateShare ALL = () -> 1;

    /** From 0, which lets nothing through, to 1. */
    double now();
}

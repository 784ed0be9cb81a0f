package dev.constitution.runner.run;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.call.CallStatistics;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.outcome.OutcomeKind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Hears how a run goes; called from many threads at once. */
public interface RunListener {

    /** A listener that does nothing. */
    RunListener NONE = new RunListener() {};

    /** The run begins; {@code finished} of its rows have an outcome from before. */
    default void started(long rows, long finished) {}

    /** The run ends when so many pairs stand, of which the folder has some; told before it begins. */
    default void wanted(long pairs, long before) {}

    /** Something about the input that a user should know before the run is paid for. */
    default void warned(String warning) {}

    /** Something that happened to a batch of calls, in a line. */
    default void batch(String news) {}

    /**
     * A request to a role's model has ended: each time it is sent, whatever comes of it.
     *
     * @param failure why there is no answer that can be used; empty where there is
     */
    default void called(String role, Duration time, Optional<FailureKind> failure) {}

    /** A role's model answered, and the answer is stored; it took this much, estimated where the provider did not count. */
    default void answered(String role, Amount amount) {}

    /** The store gave an earlier answer again. */
    default void replayed() {}

    /** Where to ask what all starts of the run have taken so far; told once, before the run begins. */
    default void spending(Supplier<Spent> spent) {}

    /** Where to ask how the calls stand at present; told once, before the run begins. */
    default void calling(Supplier<CallStatistics> statistics) {}

    /** A row has its outcome. */
    default void finished(OutcomeKind kind, String detail) {}
}

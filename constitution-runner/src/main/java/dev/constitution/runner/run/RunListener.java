package dev.constitution.runner.run;

import dev.constitution.runner.call.CallStatistics;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.store.OutcomeKind;
import java.util.function.Supplier;

/** Hears how a run goes; called from many threads at once. */
public interface RunListener {

    /** A listener that does nothing. */
    RunListener NONE = new RunListener() {};

    /** The run begins; {@code finished} of its rows have an outcome from before. */
    default void started(long rows, long finished) {}

    /** Something about the input that a user should know before the run is paid for. */
    default void warned(String warning) {}

    /** A model answered, or the store gave an earlier answer again. */
    default void answered(long outputTokens, boolean replayed) {}

    /** Where to ask what all starts of the run have taken so far; told once, before the run begins. */
    default void spending(Supplier<Spent> spent) {}

    /** Where to ask how the calls stand at present; told once, before the run begins. */
    default void calling(Supplier<CallStatistics> statistics) {}

    /** A row has its outcome. */
    default void finished(OutcomeKind kind, String detail) {}
}

package dev.constitution.runner.run;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.call.CallStatistics;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.outcome.OutcomeKind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Two listeners as one. */
record TwoListeners(RunListener first, RunListener second) implements RunListener {

    @Override
    public void started(long rows, long finished) {
        first.started(rows, finished);
        second.started(rows, finished);
    }

    @Override
    public void wanted(long pairs, long before) {
        first.wanted(pairs, before);
        second.wanted(pairs, before);
    }

    @Override
    public void warned(String warning) {
        first.warned(warning);
        second.warned(warning);
    }

    @Override
    public void batch(String news) {
        first.batch(news);
        second.batch(news);
    }

    @Override
    public void called(String role, Duration time, Optional<FailureKind> failure) {
        first.called(role, time, failure);
        second.called(role, time, failure);
    }

    @Override
    public void answered(String role, Amount amount) {
        first.answered(role, amount);
        second.answered(role, amount);
    }

    @Override
    public void replayed() {
        first.replayed();
        second.replayed();
    }

    @Override
    public void spending(Supplier<Spent> spent) {
        first.spending(spent);
        second.spending(spent);
    }

    @Override
    public void calling(Supplier<CallStatistics> statistics) {
        first.calling(statistics);
        second.calling(statistics);
    }

    @Override
    public void finished(OutcomeKind kind, String detail) {
        first.finished(kind, detail);
        second.finished(kind, detail);
    }
}

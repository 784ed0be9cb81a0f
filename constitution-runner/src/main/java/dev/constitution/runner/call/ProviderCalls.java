package dev.constitution.runner.call;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.Time;
import dev.constitution.runner.threads.RowWorkers;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The run's calls to its models: the one place where requests are limited and sent again. Every model has limits of its
 * own, since models may stand at different providers. Thread-safe; a call waits on its own thread, platform or virtual.
 *
 * <p>A call is sent again after a failure that may pass (rate limit, server or connection failure, timeout, an answer that
 * cannot be read), until its attempts are used up; then that failure goes up. What every other row would run into as well
 * (key, quota, model, an outage longer than the patience) stops the run with a {@link RunStopException}.
 */
public final class ProviderCalls implements ModelCaller {
    final ModelCaller next;
    final CallLimits limits;
    final Time time;
    final BackOff backOff;
    final RowWorkers workers;
    private final Map<ChatModel, RetryLoop> lanes = new ConcurrentHashMap<>();
    private final Map<FailureKind, LongAdder> retries = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable RunStopException> stop = new AtomicReference<>();

    /**
     * @param workers hears of calls that wait to be sent again
     */
    public ProviderCalls(ModelCaller next, CallLimits limits, RowWorkers workers, Time time) {
        this(
                next,
                limits,
                workers,
                time,
                new BackOff(() -> ThreadLocalRandom.current().nextDouble()));
    }

    public ProviderCalls(ModelCaller next, CallLimits limits, RowWorkers workers, Time time, BackOff backOff) {
        this.next = next;
        this.limits = limits;
        this.workers = workers;
        this.time = time;
        this.backOff = backOff;
    }

    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        RetryLoop lane = lanes.get(call.model());
        if (lane == null) {
            lane = lanes.computeIfAbsent(call.model(), model -> new RetryLoop(this, model));
        }
        RunStopException reason = stop.get();
        if (reason != null) {
            throw reason;
        }
        return lane.call(call);
    }

    /** Sends nothing more: calls that wait, and later ones, throw this; requests in flight are still answered. */
    public void stop(RunStopException reason) {
        stop.compareAndSet(null, reason);
        lanes.values().forEach(lane -> lane.stop(reason));
    }

    void countRetry(FailureKind kind) {
        retries.computeIfAbsent(kind, k -> new LongAdder()).increment();
    }

    /** How the calls stand at present. */
    public CallStatistics statistics() {
        int inFlight = 0;
        int waiting = 0;
        int limit = 0;
        int outages = 0;
        for (RetryLoop lane : lanes.values()) {
            Admission.State state = lane.state();
            inFlight += state.inFlight();
            waiting += state.waiting();
            limit += state.limit();
            outages += state.outage() ? 1 : 0;
        }
        Map<FailureKind, Long> counts = retries.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, count -> count.getValue().sum()));
        return new CallStatistics(counts, inFlight, waiting, limit, outages);
    }
}

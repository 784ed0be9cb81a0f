package dev.constitution.runner.call;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.Time;
import dev.constitution.runner.threads.RowWorkers;
import dev.constitution.runner.threads.StopSwitch;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * The run's calls to its models: the one place where requests are limited and sent again. Every model has limits of its
 * own, since models may stand at different providers. Thread-safe; a call waits on its own thread, platform or virtual.
 *
 * <p>A call is sent again after a failure that may pass (rate limit, server or connection failure, timeout, an answer that
 * cannot be read), until its attempts are used up; then that failure goes up. What every other row would run into as well
 * (key, quota, model, an outage longer than the patience) stops the run with a {@link RunStopException}.
 */
public final class ProviderCalls implements CallSender {
    private final CallSender next;
    private final CallRules rules;
    private final Map<ChatModel, RetryLoop> models = new ConcurrentHashMap<>();
    private final Map<FailureKind, LongAdder> retries = new ConcurrentHashMap<>();

    /**
     * @param next sends a call once
     * @param workers hear of calls that wait to be sent again
     * @param stop ends all waiting; the calls end the run by it
     */
    public ProviderCalls(CallSender next, CallLimits limits, RowWorkers workers, StopSwitch stop, Time time) {
        this(
                next,
                new CallRules(
                        limits, new BackOff(() -> ThreadLocalRandom.current().nextDouble()), workers, stop, time));
    }

    ProviderCalls(CallSender next, CallRules rules) {
        this.next = next;
        this.rules = rules;
    }

    @Override
    public AnsweredCall send(PendingCall pending) throws InterruptedException {
        ChatModel model = pending.call().model();
        RetryLoop loop = models.get(model);
        if (loop == null) {
            loop = models.computeIfAbsent(model, added -> new RetryLoop(next, rules, added, this::countRetry));
        }
        return loop.send(pending);
    }

    private void countRetry(FailureKind kind) {
        retries.computeIfAbsent(kind, k -> new LongAdder()).increment();
    }

    /** How the calls stand at present. */
    public CallStatistics statistics() {
        int inFlight = 0;
        int waiting = 0;
        int limit = 0;
        int outages = 0;
        for (RetryLoop loop : models.values()) {
            Admission.State state = loop.state();
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

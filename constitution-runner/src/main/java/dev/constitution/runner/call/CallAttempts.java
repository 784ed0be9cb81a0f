package dev.constitution.runner.call;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.wire.HttpStatusException;
import java.time.Duration;
import java.util.regex.Pattern;

/** The tries of one call: how many count, and how it is sent next. Used by the call's thread. */
final class CallAttempts {
    /** As servers say that their model is not in memory yet. One that is "overloaded" says something else. */
    private static final Pattern LOADING = Pattern.compile(
            "\\b(?:loading|being loaded|warming up|starting up|cold start)\\b", Pattern.CASE_INSENSITIVE);

    private PendingCall pending;
    private long number;
    private int counted = 1;
    private int made = 1;
    private long loadingSince;
    private boolean loading;

    /** @param number the call's place in the order of arrival */
    CallAttempts(PendingCall pending, long number) {
        this.pending = pending;
        this.number = number;
    }

    PendingCall pending() {
        return pending;
    }

    long number() {
        return number;
    }

    /** Which try this is, the first of which is 1. */
    int made() {
        return made;
    }

    /** Takes a failure in; before anything else is asked of it. */
    void failed(FailureKind kind, RuntimeException failure, long now) {
        boolean wasLoading = loading;
        loading = kind == FailureKind.UNAVAILABLE
                && HttpStatusException.words(failure)
                        .filter(words -> LOADING.matcher(words).find())
                        .isPresent();
        loadingSince = wasLoading ? loadingSince : now;
        if (kind == FailureKind.TIMEOUT) {
            pending = pending.afterTimeout();
        }
    }

    /** How long the server has said that it is loading its model; zero where it does not. */
    Duration loading(long now) {
        return loading ? Duration.ofNanos(now - loadingSince) : Duration.ZERO;
    }

    /** Whether the row fails where this try has: a try that could not be answered yet does not count. */
    boolean areUsedUp(int most, SendPermit ticket) {
        return counted >= most && !ticket.probe() && !loading;
    }

    /** @param another the call's place where its try stood for those of all calls */
    void again(SendPermit ticket, long another) {
        made++;
        if (ticket.probe()) {
            // The next try is another call's: this one may fail while the provider answers all others.
            number = another;
        } else if (!loading) {
            counted++;
        }
    }
}

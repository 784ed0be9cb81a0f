package dev.constitution.runner.call;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCall;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.langchain4j.exception.HttpException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells that a model's provider refuses the key, the account or the model, which every other row would run into, from a
 * single 403 or 404 amid its answers, as gateways give them: that is its row's own failure, unless many come in a row with
 * nothing answered between them. Thread-safe.
 */
final class AccountRefusals {
    private static final int IN_A_ROW = 10;

    /** What gateways answer now and then; all else that means this, 401 for example, is of the account. */
    private static final Set<Integer> MAY_BE_SINGLE = Set.of(403, 404);

    private static final int OF_THE_PROXY = 407;

    private final AtomicInteger inARow = new AtomicInteger();
    private volatile boolean answered;

    /** The model answered. */
    void answered() {
        if (!answered) {
            answered = true;
        }
        if (inARow.get() != 0) {
            inARow.set(0);
        }
    }

    /** Why the run must stop after this failure; empty where it can go on. */
    Optional<RunStop> failed(ModelCall call, FailureKind kind, RuntimeException failure) {
        return switch (kind) {
            case QUOTA -> stop(call, kind, failure, "top the account up");
            case AUTHENTICATION ->
                status(failure) == OF_THE_PROXY
                        ? stop(call, kind, failure, "write them into the variable")
                        : unlessSingle(call, kind, failure, "give a key that may use the model");
            case MODEL_NOT_FOUND ->
                unlessSingle(
                        call, kind, failure, "check the model's name, the address, and that the account may use it");
            default -> Optional.empty();
        };
    }

    private Optional<RunStop> unlessSingle(ModelCall call, FailureKind kind, RuntimeException failure, String remedy) {
        if (!answered || !MAY_BE_SINGLE.contains(status(failure))) {
            return stop(call, kind, failure, remedy);
        }
        int refused = inARow.incrementAndGet();
        return refused < IN_A_ROW
                ? Optional.empty()
                : stop(call, kind, failure, refused + " requests in a row were refused so; " + remedy);
    }

    private static int status(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpException http) {
                return http.statusCode();
            }
        }
        return 0;
    }

    private static Optional<RunStop> stop(ModelCall call, FailureKind kind, RuntimeException failure, String remedy) {
        return Optional.of(new RunStop(
                ExitCode.AUTHENTICATION,
                OutageEnd.what(call, kind, failure) + "; " + remedy + ", then run the same command again"));
    }
}

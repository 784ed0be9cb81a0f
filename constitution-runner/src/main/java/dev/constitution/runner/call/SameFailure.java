package dev.constitution.runner.call;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.ProviderError;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Tells a fault that all requests share from that of a row: where nothing in a role has been answered yet, and the first rows
 * fail for one reason that lies in the request's form or in the address, more rows cannot change it. Thread-safe.
 */
final class SameFailure {
    private static final int ROWS = 3;
    private static final int LONGEST_REASON = 200;
    private static final Set<FailureKind> OF_THE_FORM = EnumSet.of(FailureKind.INVALID_REQUEST, FailureKind.MALFORMED);
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    private final Set<ModelRole> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> rows = new HashSet<>();
    private String reason = "";

    /** A request in this role was answered. */
    void answered(ModelRole role) {
        if (!answered.contains(role)) {
            answered.add(role);
        }
    }

    /** Why the run must stop after this failure of a row's call, which stays; empty while it may go on. */
    Optional<RunStop> failed(ModelCall call, FailureKind kind, RuntimeException failure) {
        if (answered.contains(call.role()) || !OF_THE_FORM.contains(kind)) {
            return Optional.empty();
        }
        String message = ProviderError.sentence(String.valueOf(failure.getMessage()));
        String start = message.length() > LONGEST_REASON ? message.substring(0, LONGEST_REASON) : message;
        if (rowsFailedFor(call.role().label() + kind + NUMBERS.matcher(start).replaceAll("#"), call.promptId())
                < ROWS) {
            return Optional.empty();
        }
        return Optional.of(new RunStop(
                ExitCode.PARTIAL,
                call.role().label() + ": " + kind.label() + ": " + message + "; the first " + ROWS
                        + " rows failed for this reason and none was answered; mend what it says, then run the same command again;"
                        + " another address or model is another run, with an --out of its own"));
    }

    private synchronized int rowsFailedFor(String why, String row) {
        if (!why.equals(reason)) {
            reason = why;
            rows.clear();
        }
        rows.add(row);
        return rows.size();
    }
}

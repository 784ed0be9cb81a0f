package dev.constitution.runner.call;

import dev.constitution.chat.ModelCall;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.Time;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Tells an address at which nobody has answered yet from a provider that went away: the first is more likely mistyped than
 * out of order, and not worth the patience that the second deserves. Thread-safe.
 */
final class FirstContact {
    /** Long enough for a server that is started together with the run. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Time time;
    private volatile boolean made;
    private boolean failed;
    private long firstFailure;

    FirstContact(Time time) {
        this.time = time;
    }

    /** Somebody answered. */
    void made() {
        if (!made) {
            made = true;
        }
    }

    /**
     * Why the run must stop after this failure; empty while it may go on.
     *
     * @param last whether the call's attempts are used up
     */
    Optional<RunStop> failed(ModelCall call, RuntimeException failure, boolean last) {
        IOException cause = noConnection(failure);
        if (cause == null) {
            made();
        }
        if (made || cause == null || (sinceFirstFailure().compareTo(GRACE) < 0 && !last)) {
            return Optional.empty();
        }
        return Optional.of(new RunStop(
                ExitCode.PARTIAL, call.role().label() + ": " + what(cause) + ", then run the command again"));
    }

    private static String what(IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "nobody answers at the model's address: unknown host " + cause.getMessage()
                    + "; check the address, and whether a proxy has to be named (HTTPS_PROXY)";
        } else if (cause instanceof SSLHandshakeException) {
            return "the server at the model's address is not trusted: its certificate is of none that this Java knows, or of"
                    + " another name; give Java the right one (-Djavax.net.ssl.trustStore), or correct the address";
        } else if (cause instanceof SSLException) {
            return "the server at the model's address does not speak https; write http:// where it is yours, or check the"
                    + " port";
        }
        return "nobody answers at the model's address: " + cause.getMessage()
                + "; check the address, and that the server runs";
    }

    private synchronized Duration sinceFirstFailure() {
        long now = time.nanos();
        firstFailure = failed ? firstFailure : now;
        failed = true;
        return Duration.ofNanos(now - firstFailure);
    }

    /** What kept a connection from being made; null when there was one. */
    private static @Nullable IOException noConnection(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ConnectException
                    || t instanceof UnknownHostException
                    || t instanceof NoRouteToHostException
                    || t instanceof SSLException) {
                return (IOException) t;
            }
        }
        return null;
    }
}

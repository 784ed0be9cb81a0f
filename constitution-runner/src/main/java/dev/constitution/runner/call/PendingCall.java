package dev.constitution.runner.call;

import dev.constitution.chat.ModelCall;
import java.util.function.IntSupplier;

/**
 * A row's call that is to be answered.
 *
 * @param call what the stage asks
 * @param asked who is asked: the role, and the model too where several have it; see {@link CallRoles}
 * @param row the input row it is made for
 * @param request SHA-256 of the request in hexadecimal digits: what its answer is known by
 * @param ordinals number the row's answers as they come
 * @param timeouts how many times the model's timeout the answer may take
 */
public record PendingCall(ModelCall call, String asked, long row, String request, IntSupplier ordinals, int timeouts) {

    /** A call that has not been sent yet. */
    public PendingCall(ModelCall call, String asked, long row, String request, IntSupplier ordinals) {
        this(call, asked, row, request, ordinals, 1);
    }

    /** The same for the next try after one that was not answered in time: every try is paid, and this one is to be the last. */
    PendingCall afterTimeout() {
        return new PendingCall(call, asked, row, request, ordinals, 2);
    }
}

package dev.constitution.runner.call;

import dev.constitution.chat.ModelCall;
import java.util.function.IntSupplier;

/**
 * A row's call that is to be answered.
 *
 * @param call what the stage asks
 * @param row the input row it is made for
 * @param request SHA-256 of the request in hexadecimal digits: what its answer is known by
 * @param ordinals number the row's answers as they come
 */
public record PendingCall(ModelCall call, long row, String request, IntSupplier ordinals) {}

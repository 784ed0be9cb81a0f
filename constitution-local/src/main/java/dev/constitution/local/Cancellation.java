package dev.constitution.local;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.function.IntSupplier;

/**
 * The switch that stops one call's native work, from any thread, once and for good.
 *
 * <p>llama.cpp asks an abort callback about a thousand times a token whether to go on, too often for a call into Java.
 * So the callback is C's own {@code strlen}, on a string that is empty until the call is cancelled: its result, read as
 * {@code bool}, is false for the empty string and true for one of length 1.
 *
 * <p>An interrupt of the calling thread trips the switch through the means by which the JDK makes blocking input and
 * output interruptible: during {@link #watching}, {@code Thread.interrupt} itself closes this channel.
 */
final class Cancellation extends AbstractInterruptibleChannel {
    private static final Pointer STRLEN = NativeLibrary.getProcess().getFunction("strlen");

    private final Memory text = new Memory(2);

    Cancellation() {
        text.clear();
    }

    void cancel() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing this does no input or output", e);
        }
    }

    boolean isCancelled() {
        return !isOpen();
    }

    /** Makes the native work of {@code context} depend on this switch, in place of an earlier call's. */
    void govern(LlamaApi api, Pointer context) {
        api.llama_set_abort_callback(context, STRLEN, text);
    }

    /** Runs native work, which ends early when this is cancelled or the thread interrupted. */
    int watching(IntSupplier work) {
        begin();
        try {
            return work.getAsInt();
        } finally {
            endWatching();
        }
    }

    private void endWatching() {
        try {
            end(true);
        } catch (ClosedByInterruptException e) {
            throw LocalModelException.interrupted("interrupted while generating");
        } catch (IOException e) {
            throw new UncheckedIOException("only an interrupt ends this", e);
        }
    }

    @Override
    protected void implCloseChannel() {
        text.setByte(0, (byte) 1);
    }
}

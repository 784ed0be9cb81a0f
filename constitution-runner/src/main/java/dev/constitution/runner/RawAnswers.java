package dev.constitution.runner;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer goes as it came over the wire, before anything reads it: what is paid for can be kept even when it turns
 * out to be unreadable.
 *
 * <p>A sink belongs to the thread that makes the call, since models answer on the thread that asks them. It takes the body
 * of every answer of status 2xx, with keys struck out. Models in this process have no such answers.
 */
final class RawAnswers {
    private static final ThreadLocal<@Nullable Consumer<byte[]>> SINK = new ThreadLocal<>();

    private RawAnswers() {}

    /** Makes a call whose raw answer goes to the sink, on this thread, before the call returns or fails. */
    static <T> T to(Consumer<byte[]> sink, Supplier<T> call) {
        SINK.set(sink);
        try {
            return call.get();
        } finally {
            SINK.remove();
        }
    }

    /** Hands an answer to the calling thread's sink, if it has one. */
    static void received(byte[] body) {
        Consumer<byte[]> sink = SINK.get();
        if (sink != null) {
            sink.accept(body);
        }
    }
}

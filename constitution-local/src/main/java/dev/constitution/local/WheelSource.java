package dev.constitution.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A way to get a wheel; what it brings is not trusted but verified. */
interface WheelSource {
    /** How often a source tells that it is still at it. */
    Duration TICK = Duration.ofMillis(200);

    /** Names the way in messages, such as {@code python3 -m pip}. */
    String name();

    /**
     * Brings the wheel into {@code folder} and returns its path; the exception's message says why it could not. Meanwhile
     * all that it writes is in the folder, and it calls {@code tick} every {@link #TICK}, on this thread.
     */
    Path fetch(EmbeddedModel model, Path folder, Runnable tick) throws IOException, InterruptedException;
}

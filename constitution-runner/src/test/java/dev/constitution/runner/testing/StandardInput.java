package dev.constitution.runner.testing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** This process's standard input, in the hand of a test. */
public final class StandardInput {
    private StandardInput() {}

    /** Does something that finds this text there. */
    public static <T> T holding(String text, Callable<T> action) throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return action.call();
        } finally {
            System.setIn(before);
        }
    }
}

package dev.constitution.runner.input;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An input outside of a run, which has no folder to keep a copy in: the input itself, or a temporary copy of one that must
 * be copied to be read. Closing removes the copy.
 */
public final class ReadableSource implements Closeable {
    private final PromptSource source;
    private final @Nullable Path copy;

    private ReadableSource(PromptSource source, @Nullable Path copy) {
        this.source = source;
        this.copy = copy;
    }

    public static ReadableSource of(PromptSource input) throws IOException {
        if (!SpooledInput.isNeededFor(input)) {
            return new ReadableSource(input, null);
        }
        Path copy = Files.createTempFile("constitution-input", "");
        try {
            return new ReadableSource(SpooledInput.of(input, copy), copy);
        } catch (IOException | RuntimeException e) {
            Files.delete(copy);
            throw e;
        }
    }

    public PromptSource source() {
        return source;
    }

    /** The rows, whose paths are relative to where the input is. */
    public InputFile file() {
        return new InputFile(source);
    }

    @Override
    public void close() throws IOException {
        if (copy != null) {
            Files.delete(copy);
        }
    }
}

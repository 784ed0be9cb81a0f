package dev.constitution.runner.store;

import dev.constitution.chat.AbortException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record of the run's store, or the whole store, is not what was written. */
public final class CorruptStoreException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path folder;

    public CorruptStoreException(String message) {
        super(message);
        this.folder = null;
    }

    public CorruptStoreException(String message, Throwable cause) {
        super(message, cause);
        this.folder = null;
    }

    private CorruptStoreException(Path folder, CorruptStoreException cause) {
        super(folder + ": " + cause.getMessage(), cause);
        this.folder = folder;
    }

    /** The same of another folder than the one that is worked in. */
    static CorruptStoreException in(Path folder, CorruptStoreException cause) {
        return new CorruptStoreException(folder, cause);
    }

    /** The run's folder; empty where it is the one that is worked in. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }
}

package dev.constitution.runner.input;

import java.io.IOException;
import java.util.Optional;

/**
 * Where the images of a piece's rows are looked for and kept, for who keeps them elsewhere than in a run's folder of this
 * machine. Used by one thread.
 */
public interface ImageKeeper extends ImageFiles {
    /** What a reading of the piece has found; empty where none has come to the piece's end. */
    Optional<String> index() throws IOException;

    /** Whether an image of this name is kept. */
    boolean holds(String name) throws IOException;

    /** Keeps an image under the name of its content, unless it is there. */
    void keep(String name, byte[] content) throws IOException;

    /** Keeps what was found, once all images are kept; of two that are equal, or come at once, one stays. */
    void keepIndex(String index) throws IOException;
}

package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Finds the images that rows give, and names each by its content. Used along with the rows, by one thread. */
interface ImageFinder extends Closeable {
    /**
     * The turns of a row with its images found.
     *
     * @param line where the row begins
     * @throws BadRowException with all that is wrong with its images
     */
    List<Message> found(long line, List<Message> turns) throws BadRowException, IOException;

    /** Takes note that there are no more rows. */
    default void ended() throws IOException {}

    @Override
    default void close() throws IOException {}
}

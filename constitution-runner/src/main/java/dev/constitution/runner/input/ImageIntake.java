package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.langchain4j.data.image.Image;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Finds the images that rows give, and names each by its content: in the rows' turns stands where it is kept, or the address at
 * which a provider is to fetch it. Used along with the rows, by one thread.
 */
sealed interface ImageIntake extends Closeable permits PieceImages, NamedImages, HeldImages, TakenImages {

    /**
     * The turns of a row with its images found.
     *
     * @param line where the row begins
     * @throws BadRowException with all that is wrong with its images
     */
    default List<Message> found(long line, List<Message> turns) throws BadRowException, IOException {
        GivenTurns given = new GivenTurns(line, turns);
        return given.images().isEmpty() ? turns : given.with(images(given));
    }

    /** The images of a row that shows some. */
    List<Image> images(GivenTurns row) throws BadRowException, IOException;

    /** Takes note that there are no more rows. */
    default void ended() throws IOException {}
}

package dev.constitution.runner.input;

import dev.constitution.runner.rows.BadRowException;
import dev.langchain4j.data.image.Image;
import java.util.List;

/** Refuses rows that show images. */
record NoImages() implements ImageIntake {
    @Override
    public List<Image> images(GivenTurns row) throws BadRowException {
        throw new BadRowException("the row shows images, which a run on several machines does not take;"
                + " put such rows into a run of one machine, with constitution run");
    }

    @Override
    public void close() {}
}

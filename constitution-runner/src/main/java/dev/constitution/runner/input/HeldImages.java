package dev.constitution.runner.input;

import dev.constitution.runner.rows.BadRowException;
import dev.langchain4j.data.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Names images that a run's folder keeps, by what it knows of them. Others are faults: no model was ever shown them.
 *
 * @param base what paths are relative to
 * @param own those of the folder
 */
record HeldImages(Path base, KeptImages own) implements ImageIntake {
    private static final String LATE =
            "images/ of the run's folder does not hold it, as only the start of a run takes images;"
                    + " start the run again, by constitution retry where the row has failed";

    @Override
    public List<Image> images(GivenTurns row) throws BadRowException, IOException {
        return row.found(own.of(row), (given, known) -> {
            if (own.holds(known)) {
                return ImageFolder.referring(known.orElseThrow());
            }
            Image image = FoundImage.of(given, base, known).image();
            if (known.isEmpty()) {
                throw new BadRowException(LATE);
            }
            return image;
        });
    }

    @Override
    public void close() throws IOException {
        own.close();
    }
}

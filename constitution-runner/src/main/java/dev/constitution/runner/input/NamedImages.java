package dev.constitution.runner.input;

import dev.constitution.runner.rows.BadRowException;
import dev.langchain4j.data.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Names images and keeps none.
 *
 * @param base what paths are relative to
 * @param origin of the run whose prompts are read
 */
record NamedImages(Path base, KeptImages origin) implements ImageIntake {
    @Override
    public List<Image> images(GivenTurns row) throws BadRowException, IOException {
        return row.found(
                origin.of(row),
                (given, known) -> origin.holds(known)
                        ? ImageFolder.referring(known.orElseThrow())
                        : FoundImage.of(given, base, known).image());
    }

    @Override
    public void close() throws IOException {
        origin.close();
    }
}

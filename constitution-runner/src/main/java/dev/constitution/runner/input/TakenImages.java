package dev.constitution.runner.input;

import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.GivenImage;
import dev.langchain4j.data.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names images that a run's folder keeps, and hands over those that it does not keep yet.
 *
 * @param base what paths are relative to
 * @param own those of the folder
 * @param origin of another run whose prompts are read
 * @param fresh takes what is found
 */
record TakenImages(Path base, KeptImages own, KeptImages origin, NewImages fresh) implements ImageIntake {
    @Override
    public List<Image> images(GivenTurns row) throws BadRowException, IOException {
        ImageIndex.@Nullable Row held = own.of(row);
        ImageIndex.@Nullable Row others = origin.of(row);
        try {
            List<Image> images = row.found(held == null ? others : held, this::image);
            fresh.add(new ImageIndex.Row(
                    row.line(),
                    row.hash(),
                    images.stream()
                            .flatMap(image -> ImageFolder.nameIn(image).stream())
                            .toList()));
            return images;
        } catch (BadRowException e) {
            if (held != null) {
                fresh.add(held); // the files may be put back
                fresh.lost("line " + row.line() + ": " + e.getMessage());
            }
            throw e;
        }
    }

    private Image image(GivenImage given, Optional<String> known) throws BadRowException {
        if (own.holds(known)) {
            return ImageFolder.referring(known.orElseThrow());
        }
        Optional<byte[]> others = known.flatMap(origin::bytes);
        if (others.isPresent()) {
            fresh.add(known.orElseThrow(), others.get());
            return ImageFolder.referring(known.get());
        }
        FoundImage found = FoundImage.of(given, base, known);
        ImageFolder.nameIn(found.image()).ifPresent(name -> fresh.add(name, found.bytes()));
        return found.image();
    }

    @Override
    public void close() throws IOException {
        own.close();
        origin.close();
    }
}

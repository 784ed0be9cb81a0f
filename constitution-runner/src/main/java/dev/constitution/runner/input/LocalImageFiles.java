package dev.constitution.runner.input;

import dev.constitution.runner.rows.BadRowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files of this machine.
 *
 * @param folder what paths are relative to
 */
record LocalImageFiles(Path folder) implements ImageFiles {
    @Override
    public byte[] read(String place) throws BadRowException {
        Optional<String> inUrl = ImageFiles.pathInUrl(place);
        if (inUrl.isEmpty() && FoundImage.SCHEME.matcher(place).matches()) {
            throw ImageFiles.refused(
                    place, "is no place that images are taken from; give a path, or a URL of http, https or data");
        }
        return ofFile(inUrl.orElse(place));
    }

    private byte[] ofFile(String path) throws BadRowException {
        try {
            Path file = folder.resolve(path);
            if (!Files.isRegularFile(file)) {
                throw ImageFiles.refused(
                        path,
                        "is no file; it was looked for as " + file.normalize()
                                + ": a path is relative to the folder of the prompts");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw ImageFiles.refused(path, ImageFiles.tooLarge(Files.size(file)));
            }
            return Files.readAllBytes(file);
        } catch (InvalidPathException e) {
            throw ImageFiles.refused(path, "is no path of this system");
        } catch (NoSuchFileException e) {
            throw ImageFiles.refused(path, "was removed while it was read");
        } catch (IOException e) {
            throw ImageFiles.refused(path, "cannot be read (" + e.getMessage() + "); let it be read");
        }
    }
}

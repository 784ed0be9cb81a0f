package dev.constitution.runner.input;

import dev.constitution.runner.rows.BadRowException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;

/**
 * Files of this machine.
 *
 * @param folder what paths are relative to
 */
record LocalImageFiles(Path folder) implements ImageFiles {
    @Override
    public byte[] read(String place) throws BadRowException {
        Matcher scheme = FoundImage.SCHEME.matcher(place);
        return switch (scheme.matches() ? scheme.group(1).toLowerCase(Locale.ROOT) : "") {
            case "" -> ofFile(place);
            case "file" -> ofFile(path(FoundImage.uri(place)));
            default ->
                throw ImageFiles.refused(
                        place, "is no place that images are taken from; give a path, or a URL of http, https or data");
        };
    }

    /** Without slashes behind the scheme a URI has no path, and means one that is relative. */
    private static String path(URI file) {
        return Objects.requireNonNullElse(file.isOpaque() ? file.getSchemeSpecificPart() : file.getPath(), "");
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

package dev.constitution.runner.input;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.rows.BadRowException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** Reads the images that rows name by a place: by a path, or by a URL that is no provider's to fetch. */
@FunctionalInterface
public interface ImageFiles {
    /** What is read of an image at most. */
    int MOST_BYTES = 20 << 20;

    /**
     * The bytes at a place, not yet looked at.
     *
     * @param place as the row has it
     * @throws BadRowException with what is wrong, and where it was looked for
     */
    byte[] read(String place) throws BadRowException;

    /**
     * The path that a URL of {@code file:} holds; empty for any other place.
     *
     * @throws BadRowException if it is no URL
     */
    static Optional<String> pathInUrl(String place) throws BadRowException {
        if (!place.regionMatches(true, 0, "file:", 0, "file:".length())) {
            return Optional.empty();
        }
        URI file = FoundImage.uri(place);
        // Without slashes behind the scheme a URI has no path, and means one that is relative.
        return Optional.of(
                Objects.requireNonNullElse(file.isOpaque() ? file.getSchemeSpecificPart() : file.getPath(), ""));
    }

    /** What is wrong with a place. */
    static BadRowException refused(String place, String why) {
        return new BadRowException(shown(place) + " " + why);
    }

    /** A place as a message shows it. */
    static String shown(String place) {
        int most = 80;
        return "\"" + Words.shown(place.length() > most ? place.substring(0, most) + "…" : place) + "\"";
    }

    /** Says of an image how large it is, if it is too large. */
    static String tooLarge(long bytes) {
        return "has " + (bytes >> 20) + " MB, the most are " + (MOST_BYTES >> 20) + "; make the image smaller";
    }
}

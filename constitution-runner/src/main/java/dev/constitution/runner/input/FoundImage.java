package dev.constitution.runner.input;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ImageType;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.GivenImage;
import dev.langchain4j.data.image.Image;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands where a row says that an image is: its bytes, or an address that is the provider's to ask. */
final class FoundImage {
    static final int MOST_BYTES = 20 << 20;

    private static final Set<String> WEB = Set.of("http", "https");
    private static final Pattern SCHEME = Pattern.compile("(?i)([a-z][a-z0-9+.-]+):.*", Pattern.DOTALL);
    private static final int SHOWN = 80;

    private final Image image;
    private final byte[] bytes;

    private FoundImage(Image image, byte[] bytes) {
        this.image = image;
        this.bytes = bytes;
    }

    /** What turns say of it: the name under which it is kept, or its address. */
    Image image() {
        return image;
    }

    /** Its content; empty for an address. */
    byte[] bytes() {
        return bytes;
    }

    /** The image at an address; empty where it is given otherwise. */
    static Optional<Image> address(GivenImage given) throws BadRowException {
        Matcher scheme = SCHEME.matcher(given.value().strip());
        boolean isWeb = given.form() == GivenImage.Form.PLACE
                && scheme.matches()
                && WEB.contains(scheme.group(1).toLowerCase(Locale.ROOT));
        return isWeb
                ? Optional.of(Image.builder().url(uri(given.value().strip())).build())
                : Optional.empty();
    }

    /**
     * Looks for an image.
     *
     * @param folder what paths are relative to
     * @throws BadRowException with what is wrong, and where it was looked for
     */
    static FoundImage of(GivenImage given, Path folder) throws BadRowException {
        if (given.form() == GivenImage.Form.BASE64) {
            return decoded("its bytes", given.value());
        }
        Optional<Image> address = address(given);
        if (address.isPresent()) {
            return new FoundImage(address.get(), new byte[0]);
        }
        String place = given.value().strip();
        Matcher scheme = SCHEME.matcher(place);
        return switch (scheme.matches() ? scheme.group(1).toLowerCase(Locale.ROOT) : "") {
            case "data" -> ofData(place);
            case "" -> ofFile(place, folder);
            case "file" -> ofFile(path(uri(place)), folder);
            default ->
                throw new BadRowException(quoted(place) + " is no place that images are taken from; give a path, or a"
                        + " URL of http, https or data");
        };
    }

    /**
     * Looks for an image that may be known already.
     *
     * @param known its name, where it was kept and is lost: only the same image takes its place
     */
    static FoundImage of(GivenImage given, Path folder, Optional<String> known) throws BadRowException {
        FoundImage found = of(given, folder);
        Optional<String> name = ImageFolder.nameIn(found.image());
        if (known.isPresent() && !known.equals(name)) {
            throw new BadRowException("the run's folder has lost " + ImageFolder.NAME + "/" + known.get() + ", and "
                    + quoted(given.value().strip()) + " is another image now (SHA-256 "
                    + Sha256.hex(found.bytes())
                    + "); put the lost one back, or give the rows to a run in another folder");
        }
        return found;
    }

    private static URI uri(String place) throws BadRowException {
        try {
            return URI.create(place);
        } catch (IllegalArgumentException e) {
            throw new BadRowException(quoted(place) + " is no URL; write what it may not hold as %20, for example");
        }
    }

    /** Without slashes behind the scheme a URI has no path, and means one that is relative. */
    private static String path(URI file) {
        return Objects.requireNonNullElse(file.isOpaque() ? file.getSchemeSpecificPart() : file.getPath(), "");
    }

    private static FoundImage ofData(String uri) throws BadRowException {
        int comma = uri.indexOf(',');
        if (comma < 0 || !uri.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw new BadRowException("a data: URI of an image is data:image/png;base64, with its bytes behind");
        }
        return decoded("its data: URI", uri.substring(comma + 1));
    }

    private static FoundImage decoded(String what, String base64) throws BadRowException {
        try {
            return typed(what, Base64.getDecoder().decode(base64.replaceAll("\\s+", "")));
        } catch (IllegalArgumentException e) {
            throw new BadRowException(what + " is no base64; write it again");
        }
    }

    private static FoundImage ofFile(String path, Path folder) throws BadRowException {
        String shown = quoted(path);
        try {
            Path file = folder.resolve(path);
            if (!Files.isRegularFile(file)) {
                throw new BadRowException(shown + " is no file; it was looked for as " + file.normalize()
                        + ": a path is relative to the folder of the prompts");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw tooLarge(shown, Files.size(file));
            }
            return typed(shown, Files.readAllBytes(file));
        } catch (InvalidPathException e) {
            throw new BadRowException(shown + " is no path of this system");
        } catch (NoSuchFileException e) {
            throw new BadRowException(shown + " was removed while it was read");
        } catch (IOException e) {
            throw new BadRowException(shown + " cannot be read (" + e.getMessage() + "); let it be read");
        }
    }

    private static FoundImage typed(String what, byte[] bytes) throws BadRowException {
        if (bytes.length > MOST_BYTES) {
            throw tooLarge(what, bytes.length);
        }
        ImageType type = ImageType.of(bytes)
                .orElseThrow(() ->
                        new BadRowException(what + (bytes.length == 0 ? " is empty" : " is no PNG, JPEG, GIF or WebP")
                                + ", which are what providers take; convert it to PNG"));
        return new FoundImage(ImageFolder.referring(ImageFolder.nameOf(bytes, type)), bytes);
    }

    private static BadRowException tooLarge(String what, long bytes) {
        return new BadRowException(what + " has " + (bytes >> 20) + " MB, the most are " + (MOST_BYTES >> 20)
                + "; make the image smaller");
    }

    private static String quoted(String place) {
        return "\"" + Words.shown(place.length() > SHOWN ? place.substring(0, SHOWN) + "…" : place) + "\"";
    }
}

package dev.constitution.runner.input;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ImageType;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.GivenImage;
import dev.langchain4j.data.image.Image;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands where a row says that an image is: its bytes, or an address that is the provider's to ask. */
final class FoundImage {
    static final Pattern SCHEME = Pattern.compile("(?i)([a-z][a-z0-9+.-]+):.*", Pattern.DOTALL);

    private static final Set<String> WEB = Set.of("http", "https");

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
     * @param files reads what stands at a place
     * @throws BadRowException with what is wrong, and where it was looked for
     */
    static FoundImage of(GivenImage given, ImageFiles files) throws BadRowException {
        if (given.form() == GivenImage.Form.BASE64) {
            return decoded("its bytes", given.value());
        }
        Optional<Image> address = address(given);
        if (address.isPresent()) {
            return new FoundImage(address.get(), new byte[0]);
        }
        String place = given.value().strip();
        boolean isData = place.regionMatches(true, 0, "data:", 0, "data:".length());
        return isData ? ofData(place) : typed(ImageFiles.shown(place), files.read(place));
    }

    /**
     * Looks for an image that may be known already.
     *
     * @param known its name, where it was kept and is lost: only the same image takes its place
     */
    static FoundImage of(GivenImage given, Path folder, Optional<String> known) throws BadRowException {
        FoundImage found = of(given, new LocalImageFiles(folder));
        Optional<String> name = ImageFolder.nameIn(found.image());
        if (known.isPresent() && !known.equals(name)) {
            throw new BadRowException("the run's folder has lost " + ImageFolder.NAME + "/" + known.get() + ", and "
                    + ImageFiles.shown(given.value().strip()) + " is another image now (SHA-256 "
                    + Sha256.hex(found.bytes())
                    + "); put the lost one back, or give the rows to a run in another folder");
        }
        return found;
    }

    static URI uri(String place) throws BadRowException {
        try {
            return URI.create(place);
        } catch (IllegalArgumentException e) {
            throw ImageFiles.refused(place, "is no URL; write what it may not hold as %20, for example");
        }
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

    private static FoundImage typed(String what, byte[] bytes) throws BadRowException {
        if (bytes.length > ImageFiles.MOST_BYTES) {
            throw new BadRowException(what + " " + ImageFiles.tooLarge(bytes.length));
        }
        ImageType type = ImageType.of(bytes)
                .orElseThrow(() ->
                        new BadRowException(what + (bytes.length == 0 ? " is empty" : " is no PNG, JPEG, GIF or WebP")
                                + ", which are what providers take; convert it to PNG"));
        return new FoundImage(ImageFolder.referring(ImageFolder.nameOf(bytes, type)), bytes);
    }
}

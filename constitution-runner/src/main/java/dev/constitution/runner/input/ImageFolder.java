package dev.constitution.runner.input;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ImageType;
import dev.langchain4j.data.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The images that a run's folder keeps, each once and under the name of its content: {@code images/<sha256>.<png|jpg|gif|webp>}.
 * Turns refer to them by that path. Immutable.
 *
 * @param run the run's folder
 */
public record ImageFolder(Path run) {
    /** The folder's name in the run's. */
    public static final String NAME = "images";

    private static final int PIECE_BYTES = 1 << 16;

    private static final Pattern FILE = Pattern.compile("([0-9a-f]{64})\\.(?:png|jpg|gif|webp)");

    /** The name of an image of this content. */
    static String nameOf(byte[] content, ImageType type) {
        return Sha256.hex(content) + "." + type.extension();
    }

    /** Whether a file's name is that of an image. */
    public static boolean isName(String name) {
        return FILE.matcher(name).matches();
    }

    /** The image that turns refer to by a name. */
    static Image referring(String name) {
        return Image.builder()
                .url(URI.create(NAME + "/" + name))
                .mimeType(ImageType.ofName(name).orElseThrow().mime())
                .build();
    }

    /** The name that an image refers to; empty where it stands at an address, or holds its bytes itself. */
    public static Optional<String> nameIn(Image image) {
        return nameIn(image.url() == null ? "" : image.url().toString());
    }

    /** The name that a place refers to; empty for any other. */
    public static Optional<String> nameIn(String place) {
        String name = place.substring(place.indexOf('/') + 1);
        return place.startsWith(NAME + "/") && isName(name) ? Optional.of(name) : Optional.empty();
    }

    /** Whether the run keeps any. */
    public boolean isThere() {
        return Files.isDirectory(path());
    }

    /** Where the images are. */
    public Path path() {
        return run.resolve(NAME);
    }

    /** What says which rows show which. */
    public Path index() {
        return path().resolve(ImageIndex.NAME);
    }

    /** The files in it that are neither its index nor named there, nor among these names. */
    public List<Path> strays(Set<String> shown) throws IOException {
        Set<String> known = new HashSet<>(shown);
        known.add(ImageIndex.NAME);
        known.addAll(ImageIndex.names(this));
        if (!isThere()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path())) {
            return files.filter(file -> !known.contains(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    /** The file of this name, there or not. */
    public Path file(String name) {
        return path().resolve(name);
    }

    /** Whether a file holds what its name says. */
    public static boolean isWhole(Path file) throws IOException {
        return Sha256.hex(file).equals(stem(String.valueOf(file.getFileName())));
    }

    /**
     * The bytes of an image; those that its name says, or none.
     *
     * @throws IOException where the file is missing, cannot be read, or holds something else
     */
    public byte[] bytes(String name) throws IOException {
        return whole(name, read(file(name)));
    }

    /**
     * The bytes that were read of an image; those that its name says, or none.
     *
     * @throws IOException where they are something else
     */
    public static byte[] whole(String name, byte[] bytes) throws IOException {
        if (!Sha256.hex(bytes).equals(stem(name))) {
            throw new IOException("it holds another image than its name says");
        }
        return bytes;
    }

    /** In pieces: of what is read at once, each thread keeps as much memory outside the heap. */
    private static byte[] read(Path file) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(Files.size(file))];
        try (InputStream in = Files.newInputStream(file)) {
            int read = 0;
            for (int length = 0; length >= 0 && read < bytes.length; read += Math.max(0, length)) {
                length = in.read(bytes, read, Math.min(PIECE_BYTES, bytes.length - read));
            }
        }
        return bytes;
    }

    private static String stem(String name) {
        return name.substring(0, name.indexOf('.'));
    }
}

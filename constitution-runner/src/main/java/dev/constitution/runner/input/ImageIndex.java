package dev.constitution.runner.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.FieldHash;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.rows.GivenImage;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a run's folder each of its rows shows, a line of JSON a row and in their order, so that no image is looked for
 * or hashed again, and a folder can be moved without what it was given. It is read along with the rows: memory holds one line.
 */
final class ImageIndex implements Closeable {
    /** Among the images. */
    static final String NAME = "index.jsonl";

    private static final int DIGITS = 16;

    private final @Nullable BufferedReader lines;
    private @Nullable Row next;

    private ImageIndex(@Nullable BufferedReader lines) throws IOException {
        this.lines = lines;
        this.next = read();
    }

    /**
     * What is known of a row.
     *
     * @param line where it stands in the prompts
     * @param given hash of what it gives; for another one the rest says nothing
     * @param images the names of its images, but for those at an address
     */
    record Row(long line, String given, List<String> images) {
        public Row {
            images = List.copyOf(images);
        }

        private String json() {
            return Json.line(json -> {
                json.writeStartObject();
                json.writeNumberField("line", line);
                json.writeStringField("given", given);
                json.writeArrayFieldStart("images");
                for (String image : images) {
                    json.writeString(image);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        }

        @Override
        public String toString() {
            return json() + "\n";
        }
    }

    /** The rows of a folder's index; none where it has none, or there is no folder. */
    static ImageIndex of(Optional<ImageFolder> folder) throws IOException {
        Optional<Path> file = folder.map(ImageFolder::index).filter(Files::isRegularFile);
        return new ImageIndex(file.isPresent() ? Files.newBufferedReader(file.get()) : null);
    }

    /** All names that a folder's index holds. */
    static Set<String> names(ImageFolder folder) throws IOException {
        Set<String> names = new HashSet<>();
        try (ImageIndex index = of(Optional.of(folder))) {
            for (Row row = index.next; row != null; row = index.read()) {
                names.addAll(row.images());
            }
        }
        return names;
    }

    /** What a row gives of images is known by this. */
    static String hash(List<GivenImage> given) {
        FieldHash hash = new FieldHash();
        given.forEach(image -> hash.add(image.form().name()).add(image.value()));
        return hash.hex().substring(0, DIGITS);
    }

    /** What is known of a row, which is behind all that were asked for; its hash is asked for where something is. */
    Optional<Row> of(GivenTurns row) throws IOException {
        while (next != null && next.line() < row.line()) {
            next = read();
        }
        return Optional.ofNullable(next)
                .filter(known -> known.line() == row.line() && known.given().equals(row.hash()));
    }

    private @Nullable Row read() throws IOException {
        for (String line = line(); line != null; line = line()) {
            Row row = row(line);
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    /** A line that cannot be read says nothing. */
    private static @Nullable Row row(String line) {
        try {
            JsonNode row = Json.MAPPER.readTree(line);
            List<String> images = new ArrayList<>();
            row.path("images").forEach(image -> images.add(image.asText()));
            boolean isOne =
                    row.path("line").isIntegralNumber() && images.stream().allMatch(ImageFolder::isName);
            return isOne ? new Row(row.get("line").asLong(), row.path("given").asText(), images) : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private @Nullable String line() throws IOException {
        return lines == null ? null : lines.readLine();
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}

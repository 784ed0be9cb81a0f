package dev.constitution.runner.input;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.rows.BadRowException;
import dev.langchain4j.data.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The images of a piece's rows. Who reads the piece for the first time looks for them; from then on is known what was found, or
 * why nothing was, so that every reading of the piece gives the same rows.
 */
final class PieceImages implements ImageIntake {
    /**
     * What was found of a row.
     *
     * @param images their names, but for those at an address
     * @param fault why the row cannot be used; empty where it can
     */
    record Row(long line, List<String> images, String fault) {
        public Row {
            images = List.copyOf(images);
        }
    }

    private final ImageKeeper keeper;
    private @Nullable Map<Long, Row> known;
    private boolean isFirst;

    PieceImages(ImageKeeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public List<Image> images(GivenTurns given) throws BadRowException, IOException {
        Map<Long, Row> rows = known();
        Row row = rows.get(given.line());
        if (row == null) {
            row = look(given);
            rows.put(given.line(), row);
        }
        if (!row.fault().isEmpty()) {
            throw new BadRowException(row.fault());
        }
        if (!holds(row) && !look(given).equals(row)) {
            throw new BadRowException(
                    "an image that the run has kept is missing, and cannot be taken again from where the"
                            + " row says that it is; put it there as it was");
        }
        Iterator<String> names = row.images().iterator();
        return given.found(null, (image, known) -> ImageFolder.referring(names.next()));
    }

    /** Asked for at the first row with images: most pieces have none. */
    private Map<Long, Row> known() throws IOException {
        if (known == null) {
            known = new TreeMap<>();
            String index = keeper.index().orElse(null);
            isFirst = index == null;
            for (String line : index == null ? List.<String>of() : index.lines().toList()) {
                Row row = Json.read(line, Row.class);
                known.put(row.line(), row);
            }
        }
        return known;
    }

    private boolean holds(Row row) throws IOException {
        for (String image : row.images()) {
            if (!keeper.holds(image)) {
                return false;
            }
        }
        return true;
    }

    private Row look(GivenTurns given) throws IOException {
        try {
            List<String> names = new ArrayList<>();
            var unused = given.found(null, (image, known) -> {
                FoundImage found = FoundImage.of(image, keeper);
                String name = ImageFolder.nameIn(found.image()).orElseThrow();
                keeper.keep(name, found.bytes());
                names.add(name);
                return found.image();
            });
            return new Row(given.line(), names, "");
        } catch (BadRowException e) {
            return new Row(given.line(), List.of(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {}

    @Override
    public void ended() throws IOException {
        if (isFirst && known != null) {
            isFirst = false;
            keeper.keepIndex(
                    known.values().stream().map(row -> Json.line(row) + "\n").collect(Collectors.joining()));
        }
    }
}

package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.GivenImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The images of a piece's rows. Who reads the piece for the first time looks for them; from then on is known what was found, or
 * why nothing was, so that every reading of the piece gives the same rows.
 */
final class PieceImages implements ImageFinder {
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
    public List<Message> found(long line, List<Message> turns) throws BadRowException, IOException {
        List<GivenImage> given = TurnImages.given(turns);
        if (given.isEmpty()) {
            return turns;
        }
        Map<Long, Row> rows = known();
        Row row = rows.get(line);
        if (row == null) {
            row = look(line, turns);
            rows.put(line, row);
        }
        if (!row.fault().isEmpty()) {
            throw new BadRowException(row.fault());
        }
        if (!holds(row) && !look(line, turns).equals(row)) {
            throw new BadRowException(
                    "an image that the run has kept is missing, and cannot be taken again from where the"
                            + " row says that it is; put it there as it was");
        }
        return TurnImages.with(turns, TurnImages.named(given, row.images()));
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

    private Row look(long line, List<Message> turns) throws IOException {
        try {
            List<FoundImage> found = TurnImages.look(turns, keeper, "");
            for (FoundImage image : found) {
                String name = ImageFolder.nameIn(image.image()).orElse(null);
                if (name != null) {
                    keeper.keep(name, image.bytes());
                }
            }
            return new Row(
                    line, TurnImages.names(found.stream().map(FoundImage::image).toList()), "");
        } catch (BadRowException e) {
            return new Row(line, List.of(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void ended() throws IOException {
        if (isFirst && known != null) {
            isFirst = false;
            keeper.keepIndex(
                    known.values().stream().map(row -> Json.line(row) + "\n").collect(Collectors.joining()));
        }
    }
}

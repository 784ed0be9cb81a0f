package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.GivenImage;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The turns of a row, as it gives them. Used by one thread. */
final class GivenTurns {
    private final long line;
    private final List<Message> turns;
    private @Nullable String hash;

    /** @param line where the row begins */
    GivenTurns(long line, List<Message> turns) {
        this.line = line;
        this.turns = turns;
    }

    /** Finds an image that stands at no address. */
    @FunctionalInterface
    interface Finder {
        /**
         * The image as turns refer to it.
         *
         * @param known the name under which a run's folder has kept it; empty where none has
         * @throws BadRowException with what is wrong with it
         */
        Image find(GivenImage given, Optional<String> known) throws BadRowException, IOException;
    }

    /** Where the row begins. */
    long line() {
        return line;
    }

    /** The images, in their order. */
    List<GivenImage> images() {
        return turns.stream().flatMap(turn -> imagesOf(turn).stream()).toList();
    }

    /** What the images are known by; made once, as rows may hold the images themselves. */
    String hash() {
        if (hash == null) {
            hash = ImageIndex.hash(images());
        }
        return hash;
    }

    /**
     * Each image as turns refer to it, in their order.
     *
     * @param row what is known of the row; null where nothing is
     * @throws BadRowException with all that is wrong with them
     */
    List<Image> found(ImageIndex.@Nullable Row row, Finder finder) throws BadRowException, IOException {
        Iterator<String> names =
                row == null ? List.<String>of().iterator() : row.images().iterator();
        List<Image> found = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int turn = 0; turn < turns.size(); turn++) {
            List<GivenImage> given = imagesOf(turns.get(turn));
            for (int i = 0; i < given.size(); i++) {
                try {
                    Optional<Image> address = FoundImage.address(given.get(i));
                    found.add(
                            address.isPresent()
                                    ? address.get()
                                    : finder.find(
                                            given.get(i),
                                            names.hasNext() ? Optional.of(names.next()) : Optional.empty()));
                } catch (BadRowException e) {
                    faults.add("turn " + (turn + 1) + ", image " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new BadRowException(String.join("; ", faults));
        }
        return found;
    }

    private static List<GivenImage> imagesOf(Message turn) {
        return turn.contents().stream()
                .filter(GivenImage.class::isInstance)
                .map(GivenImage.class::cast)
                .toList();
    }

    /** The turns with what was found. */
    List<Message> with(List<Image> found) {
        Iterator<Image> images = found.iterator();
        return turns.stream()
                .map(turn -> imagesOf(turn).isEmpty() ? turn : with(turn, images))
                .toList();
    }

    private static Message with(Message turn, Iterator<Image> images) {
        List<Content> contents = new ArrayList<>();
        for (Content content : turn.contents()) {
            contents.add(
                    content instanceof GivenImage given ? ImageContent.from(images.next(), given.detail()) : content);
        }
        return Message.of(UserMessage.from(contents));
    }
}

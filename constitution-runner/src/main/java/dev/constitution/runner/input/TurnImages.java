package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.GivenImage;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The images of a row's turns: as the row gives them, as they are found, and in their places. */
final class TurnImages {
    private TurnImages() {}

    /** Those that a row gives, in their order. */
    static List<GivenImage> given(List<Message> turns) {
        return turns.stream().flatMap(turn -> givenIn(turn).stream()).toList();
    }

    /** The names of images, but for those at an address. */
    static List<String> names(List<Image> images) {
        return images.stream()
                .flatMap(image -> ImageFolder.nameIn(image).stream())
                .toList();
    }

    /** Images by their names, of those that are not at an address. */
    static List<Image> named(List<GivenImage> given, List<String> names) throws BadRowException {
        List<Image> images = new ArrayList<>();
        Iterator<String> next = names.iterator();
        for (GivenImage image : given) {
            Optional<Image> address = FoundImage.address(image);
            images.add(address.isPresent() ? address.get() : ImageFolder.referring(next.next()));
        }
        return images;
    }

    /**
     * Looks for a row's images.
     *
     * @param refusal why none is taken that is not at an address; empty where they are
     */
    static List<FoundImage> look(List<Message> turns, ImageFiles files, String refusal) throws BadRowException {
        List<FoundImage> found = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int turn = 0; turn < turns.size(); turn++) {
            List<GivenImage> given = givenIn(turns.get(turn));
            for (int i = 0; i < given.size(); i++) {
                try {
                    FoundImage image = FoundImage.of(given.get(i), files);
                    if (!refusal.isEmpty() && ImageFolder.nameIn(image.image()).isPresent()) {
                        throw new BadRowException(refusal);
                    }
                    found.add(image);
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

    private static List<GivenImage> givenIn(Message turn) {
        return turn.contents().stream()
                .filter(GivenImage.class::isInstance)
                .map(GivenImage.class::cast)
                .toList();
    }

    /** Turns whose images are these, in their order. */
    static List<Message> with(List<Message> turns, List<Image> found) {
        Iterator<Image> images = found.iterator();
        List<Message> whole = new ArrayList<>();
        for (Message turn : turns) {
            whole.add(givenIn(turn).isEmpty() ? turn : with(turn, images));
        }
        return whole;
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

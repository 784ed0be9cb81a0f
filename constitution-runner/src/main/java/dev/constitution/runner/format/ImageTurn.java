package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns with images. Chat templates read them as parts, {@code {"type": "image"}} where one stands; other readers as marks in
 * the text. Where the images are stands in a column of its own, in the order of their turns.
 */
final class ImageTurn {
    private static final String MARK = "<image>";

    /** What readers of marks take for one, whatever it was meant to be. */
    private static final List<String> MARKS = List.of(MARK, "<video>", "<audio>");

    private ImageTurn() {}

    /** Adds what a turn holds. */
    static void addTo(Set<Beyond> beyond, Message turn) {
        if (turn.isOfTools()) {
            beyond.add(Beyond.TOOLS);
        }
        if (turn.hasImages()) {
            beyond.add(Beyond.IMAGES);
        }
    }

    /** Where the images of these turns are: files' names from the run's folder, or addresses. */
    static List<String> places(List<Message> turns) {
        return turns.stream()
                .flatMap(turn -> turn.images().stream())
                .map(image -> image.image().url().toString())
                .toList();
    }

    /** Adds what is special about where images are, and about the texts around them. */
    static void addPlacesTo(Set<Beyond> beyond, List<Message> turns, List<String> answers) {
        if (places(turns).stream().anyMatch(place -> place.contains(":"))) {
            beyond.add(Beyond.IMAGES_BY_ADDRESS);
        }
        if (haveMark(turns, answers)) {
            beyond.add(Beyond.IMAGES_AND_MARKS);
        }
    }

    /** Whether a text says what readers of marks take for the place of an image. */
    static boolean haveMark(List<Message> turns, List<String> answers) {
        return Stream.concat(turns.stream().map(Message::content), answers.stream())
                .anyMatch(text -> MARKS.stream().anyMatch(text::contains));
    }

    /** Puts the parts of a message in place of a turn's text. */
    static void addTo(ObjectNode turn, Message message) {
        ArrayNode parts = turn.putArray("content");
        for (Content content : message.contents()) {
            if (content instanceof TextContent text) {
                addText(parts, text.text());
            } else {
                parts.addObject().put("type", "image");
            }
        }
    }

    /**
     * Makes parts of the texts of all that the user said: TRL puts each image before the first such text, where one stands as it
     * is.
     */
    static void addParts(ArrayNode turns) {
        for (JsonNode turn : turns) {
            String text = turn.path("content").textValue();
            if (text != null && turn.path("role").asText().equals(Message.Role.USER.label())) {
                addText(((ObjectNode) turn).putArray("content"), text);
            }
        }
    }

    private static void addText(ArrayNode parts, String text) {
        parts.addObject().put("type", "text").put("text", text);
    }

    /** A prompt for readers of marks, texts alone. */
    static List<Message> inMarks(List<Message> prompt) {
        return prompt.stream()
                .map(turn -> turn.hasImages() ? new Message(turn.role(), marked(turn)) : turn)
                .toList();
    }

    private static String marked(Message turn) {
        StringBuilder marked = new StringBuilder();
        boolean isBehindText = false;
        for (Content content : turn.contents()) {
            if (content instanceof TextContent text) {
                marked.append(isBehindText ? "\n" : "").append(text.text());
            } else {
                marked.append(MARK);
            }
            isBehindText = content instanceof TextContent;
        }
        return marked.toString();
    }
}

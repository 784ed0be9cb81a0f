package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row's turns with the images that it lists beside them, under {@code images} or {@code image}: in the place of parts that name
 * none, or of the marks {@code <image>} in its texts, or, where it has neither, before the text of the first user turn.
 *
 * @param used the fields that the prompt was read from, that of the images with them where it was
 */
public record RowImages(List<Message> turns, List<String> used) {
    private static final List<String> FIELDS = List.of("images", "image");
    private static final String MARK = "<image>";

    /** What is no place of an image may be anything else that people keep under such a name. */
    private static final Pattern PLACE = Pattern.compile(
            "(?i)data:image/.*|https?://.*|file:.*|.*\\.(?:png|jpe?g|gif|webp|bmp|tiff?)", Pattern.DOTALL);

    /** Beside marks also a path whose file has a name without an ending; "n/a" is none. */
    private static final Pattern MARKED_PLACE = Pattern.compile(PLACE.pattern() + "|.*[/\\\\]\\S{2,}", Pattern.DOTALL);

    private static final Pattern BYTES = Pattern.compile("(?i)data:.*|[a-z0-9+/\\r\\n]{400,}={0,2}", Pattern.DOTALL);

    private static final Pattern WRITTEN = Pattern.compile("\\s*[\\[{]");

    public RowImages {
        turns = List.copyOf(turns);
        used = List.copyOf(used);
    }

    /**
     * The turns of a row.
     *
     * @param used the fields that they were read from
     * @throws BadRowException where the row's list and its turns do not agree, or a turn other than the user's is to show one
     */
    public static RowImages of(JsonNode row, List<Message> turns, List<String> used) throws BadRowException {
        int open = count(turns, GivenImage.Form.LISTED);
        boolean named = count(turns, GivenImage.Form.PLACE) + count(turns, GivenImage.Form.BASE64) > 0;
        int marks = open > 0 ? 0 : marks(turns, named);
        String field = named && open + marks == 0 ? null : field(row, used);
        if (field == null) {
            if (open > 0) {
                throw new BadRowException(parts(open) + " {\"type\": \"image\"} without an image, and the row has no"
                        + " \"images\"; list them there, or name each in its part");
            }
            return new RowImages(turns, used);
        }
        List<JsonNode> list = list(row.get(field));
        if (open == 0 && !areImages(list, marks > 0)) {
            return new RowImages(turns, used);
        }
        List<GivenImage> images = listed(field, list);
        if (open + marks > 0 && open + marks != images.size()) {
            throw new BadRowException("\"" + field + "\" holds " + images.size() + ", and the turns have "
                    + (open > 0 ? parts(open) + " {\"type\": \"image\"}" : marks + " times " + MARK)
                    + "; make the two agree");
        }
        List<String> all = new ArrayList<>(used);
        all.add(field);
        if (images.isEmpty()) {
            return new RowImages(turns, all);
        }
        return new RowImages(open + marks > 0 ? filled(turns, images.iterator(), open > 0) : led(turns, images), all);
    }

    private static String parts(int count) {
        return count == 1 ? "one part" : count + " parts";
    }

    private static @Nullable String field(JsonNode row, List<String> used) {
        for (String field : FIELDS) {
            if (JsonRow.isFilled(row.path(field)) && !used.contains(field)) {
                return field;
            }
        }
        return null;
    }

    private static List<JsonNode> list(JsonNode value) {
        boolean isWritten =
                value.isTextual() && WRITTEN.matcher(value.textValue()).lookingAt();
        JsonNode list = isWritten ? ToolCallJson.json(value.textValue()) : value;
        List<JsonNode> elements = new ArrayList<>();
        (list.isArray() ? list : List.of(list)).forEach(elements::add);
        return elements;
    }

    private static List<GivenImage> listed(String field, List<JsonNode> list) throws BadRowException {
        List<GivenImage> images = new ArrayList<>();
        for (JsonNode image : list) {
            images.add(ImageParts.listed("\"" + field + "\", number " + (images.size() + 1) + ",", image));
        }
        return images;
    }

    /** Marks make a list of images of one that holds any; without them it may hold nothing else, but for empty places. */
    private static boolean areImages(List<JsonNode> list, boolean marked) {
        return marked
                ? list.stream().anyMatch(image -> isImage(image, MARKED_PLACE))
                : list.isEmpty()
                        || list.stream().anyMatch(image -> isImage(image, PLACE))
                                && list.stream().allMatch(image -> isEmpty(image) || isImage(image, PLACE));
    }

    private static boolean isEmpty(JsonNode listed) {
        for (JsonNode inner : listed) {
            if (JsonRow.isFilled(inner)) {
                return false;
            }
        }
        return listed.isContainerNode() || !JsonRow.isFilled(listed);
    }

    private static boolean isImage(JsonNode listed, Pattern place) {
        try {
            GivenImage image = ImageParts.listed("", listed);
            return image.form() == GivenImage.Form.BASE64
                    || place.matcher(image.value().strip()).matches();
        } catch (BadRowException e) {
            return false;
        }
    }

    /** Whether a field is one of those and holds the bytes of images, which nobody keeps where they are not shown. */
    static boolean holdBytes(String field, JsonNode value) {
        return FIELDS.contains(field) && list(value).stream().anyMatch(RowImages::holdsBytes);
    }

    private static boolean holdsBytes(JsonNode value) {
        if (JsonRow.isFilled(value.path("bytes"))
                || (value.isTextual()
                        && BYTES.matcher(value.textValue().strip()).matches())) {
            return true;
        }
        for (JsonNode inner : value) {
            if (holdsBytes(inner)) {
                return true;
            }
        }
        return false;
    }

    private static int count(List<Message> turns, GivenImage.Form form) {
        int count = 0;
        for (Message turn : turns) {
            for (Content content : turn.contents()) {
                count += content instanceof GivenImage image && image.form() == form ? 1 : 0;
            }
        }
        return count;
    }

    /** Those of all turns; beside parts that name their images, those that turns of the user without such have. */
    private static int marks(List<Message> turns, boolean besideNamed) {
        int count = 0;
        for (Message turn : turns) {
            if (besideNamed && (turn.role() != Message.Role.USER || hasImages(turn))) {
                continue;
            }
            for (int at = turn.content().indexOf(MARK);
                    at >= 0;
                    at = turn.content().indexOf(MARK, at + 1)) {
                count++;
            }
        }
        return count;
    }

    private static boolean hasImages(Message turn) {
        return turn.contents().stream().anyMatch(GivenImage.class::isInstance);
    }

    private static List<Message> filled(List<Message> turns, Iterator<GivenImage> images, boolean parts)
            throws BadRowException {
        List<Message> filled = new ArrayList<>();
        for (Message turn : turns) {
            if (parts) {
                filled.add(count(List.of(turn), GivenImage.Form.LISTED) == 0 ? turn : withParts(turn, images));
            } else if (turn.content().contains(MARK) && !hasImages(turn)) {
                filled.add(withMarks("turn " + (filled.size() + 1), turn, images));
            } else {
                filled.add(turn);
            }
        }
        return filled;
    }

    private static Message withParts(Message turn, Iterator<GivenImage> images) {
        List<Content> contents = new ArrayList<>();
        for (Content content : turn.contents()) {
            contents.add(
                    content instanceof GivenImage image && image.form() == GivenImage.Form.LISTED
                            ? images.next()
                            : content);
        }
        return Message.of(UserMessage.from(contents));
    }

    private static Message withMarks(String place, Message turn, Iterator<GivenImage> images) throws BadRowException {
        if (turn.role() != Message.Role.USER || turn.isOfTools()) {
            throw new BadRowException(place + " has the mark " + MARK + ", and only a user's turn can show an image;"
                    + " move it, or remove the row");
        }
        List<Content> contents = new ArrayList<>();
        String rest = turn.content();
        for (int at = rest.indexOf(MARK); at >= 0; at = rest.indexOf(MARK)) {
            addText(contents, rest.substring(0, at));
            contents.add(images.next());
            rest = rest.substring(at + MARK.length());
        }
        addText(contents, rest);
        return Message.of(UserMessage.from(contents));
    }

    /** Without the line breaks that part it from a mark. */
    private static void addText(List<Content> contents, String text) {
        if (!text.isBlank()) {
            String begun = !contents.isEmpty() && text.startsWith("\n") ? text.substring(1) : text;
            contents.add(TextContent.from(begun));
        }
    }

    /** With the images before the first text of the user. */
    private static List<Message> led(List<Message> turns, List<GivenImage> images) {
        List<Message> led = new ArrayList<>(turns);
        for (int i = 0; i < led.size(); i++) {
            Message turn = led.get(i);
            if (turn.role() == Message.Role.USER && !turn.isOfTools()) {
                List<Content> contents = new ArrayList<>(images);
                addText(contents, turn.content());
                led.set(i, Message.of(UserMessage.from(contents)));
                return led;
            }
        }
        return led;
    }
}

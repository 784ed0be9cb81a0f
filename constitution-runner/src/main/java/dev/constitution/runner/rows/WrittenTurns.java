package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.constitution.chat.Message;
import java.util.List;
import java.util.regex.Pattern;

/** Turns that an export wrote into a text: as JSON, or in Python's notation. */
final class WrittenTurns {
    private static final Pattern BEGIN = Pattern.compile(
            "\\s*+(?:\\[\\s*+)?+\\{\\s*+[\"'](role|content|from|value|messages|conversations)[\"']\\s*+:");
    private static final Pattern ROLE = Pattern.compile("[\"'](?:role|from)[\"']\\s*+:");
    private static final Pattern CONTENT = Pattern.compile("[\"'](?:content|value)[\"']\\s*+:");

    private WrittenTurns() {}

    /** Whether a text is written turns; few texts begin with a bracket, so few are looked at closely. */
    static boolean isIn(String text) {
        int first = 0;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        if (first == text.length() || (text.charAt(first) != '[' && text.charAt(first) != '{')) {
            return false;
        }
        return BEGIN.matcher(text).lookingAt()
                && ROLE.matcher(text).find()
                && CONTENT.matcher(text).find();
    }

    static List<Message> of(String text) throws BadRowException {
        JsonNode turns;
        try {
            turns = JsonRow.quotedEitherWay(text);
        } catch (BadRowException e) {
            throw new BadRowException("the prompt is a text that looks like a list of turns, but is no JSON;"
                    + " write it with json.dumps, or as a list");
        }
        for (String field : List.of("messages", "conversations")) {
            turns = turns.path(field).isArray() ? turns.get(field) : turns;
        }
        return JsonMessages.of("the turns in the text", turns.isObject() ? listOf(turns) : turns);
    }

    private static JsonNode listOf(JsonNode turn) {
        return JsonNodeFactory.instance.arrayNode().add(turn);
    }
}

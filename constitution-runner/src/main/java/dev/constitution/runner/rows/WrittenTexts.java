package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A list of texts, or a whole row, that an export wrote into a text, as JSON or in Python's notation: cells of tables hold
 * lists so. A list of one text is that text; what holds several, or a row, is refused, since a row asks one prompt. Lists of
 * numbers and other objects are a prompt's own words.
 */
final class WrittenTexts {
    private static final Pattern LIST = Pattern.compile("(?s)\\[\\s*+[\"'].*[\"']\\s*+,?\\s*+]");
    private static final Set<String> FIELDS_OF_ROWS = Set.of("text", "content");

    private WrittenTexts() {}

    /** The text itself, or the only one of a list that it holds. */
    static String of(String text) throws BadRowException {
        String written = text.strip();
        boolean isList = written.startsWith("[") && written.endsWith("]");
        if (!isList && !(written.startsWith("{") && written.endsWith("}"))) {
            return text;
        }
        JsonNode value;
        try {
            value = JsonRow.quotedEitherWay(written);
        } catch (BadRowException e) {
            if (LIST.matcher(written).matches()) {
                throw new BadRowException("the prompt is a text that looks like a list of texts, but is no JSON; write"
                        + " it with json.dumps, or as a list");
            }
            return text;
        }
        return isList ? only(value, text) : withoutRow(value, text);
    }

    private static String only(JsonNode list, String text) throws BadRowException {
        boolean areTexts = StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual);
        if (!areTexts) {
            return text;
        }
        if (list.size() != 1) {
            throw new BadRowException("the prompt is a text that holds a list of "
                    + (list.isEmpty() ? "nothing" : list.size() + " texts") + ", and a row asks one prompt; give each a"
                    + " row of its own, or, where the brackets are meant, write {\"messages\": [{\"role\": \"user\","
                    + " \"content\": …}]}");
        }
        return list.get(0).textValue();
    }

    private static String withoutRow(JsonNode object, String text) throws BadRowException {
        for (var field : object.properties()) {
            boolean isPrompt = PromptFields.KNOWN.contains(field.getKey()) || FIELDS_OF_ROWS.contains(field.getKey());
            if (isPrompt && (field.getValue().isTextual() || field.getValue().isArray())) {
                throw new BadRowException("the prompt is a text that holds a JSON object with \"" + field.getKey()
                        + "\"; write the fields of that object as the row's own, or, where the braces are meant, write"
                        + " {\"messages\": [{\"role\": \"user\", \"content\": …}]}");
            }
        }
        return text;
    }
}

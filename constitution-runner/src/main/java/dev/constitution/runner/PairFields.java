package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Fields of a row that holds a labelled pair; what is not as it should be is a fault of the row. */
final class PairFields {
    private PairFields() {}

    static JsonNode required(JsonNode row, String name) throws BadRowException {
        JsonNode value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw new BadRowException("there is no \"" + name + "\" among " + JsonRowParser.names(row));
        }
        return value;
    }

    static String text(JsonNode row, String name) throws BadRowException {
        JsonNode value = required(row, name);
        if (!value.isTextual()) {
            throw new BadRowException("\"" + name + "\" must be a text, this is " + JsonMessages.kind(value)
                    + "; correct or remove the row");
        }
        return value.textValue();
    }

    /** A whole number from 0 to the highest. */
    static int number(JsonNode row, String name, int lowest, int highest) throws BadRowException {
        JsonNode value = required(row, name);
        if (!value.isInt() || value.intValue() < lowest || value.intValue() > highest) {
            throw new BadRowException(
                    "\"" + name + "\" must be a whole number from " + lowest + " to " + highest + ", this is " + value);
        }
        return value.intValue();
    }

    /** The row's id as the store keeps it; null where there is none, or one that is no name. */
    static @Nullable String id(JsonNode row, String name) {
        JsonNode id = row.path(name);
        boolean isName = (id.isTextual() && !id.textValue().isBlank()) || id.isIntegralNumber();
        return isName ? LoneSurrogates.escaped(id.asText()) : null;
    }
}

package dev.constitution.runner.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A part of a JSON text as it stands there: an answer in a batch's line is kept as a single call's, to the letter. */
final class JsonPart {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonPart() {}

    /** The object under these names, one within the other; empty where there is none. */
    static String of(String text, String... names) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            for (String name : names) {
                if (!enter(parser, name)) {
                    return "";
                }
            }
            int start = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            return text.substring(start, (int) parser.currentLocation().getCharOffset());
        } catch (IOException e) {
            return "";
        }
    }

    /** Goes on to the object of this name within the one that has just begun. */
    private static boolean enter(JsonParser parser, String name) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isIt = parser.currentName().equals(name);
            JsonToken value = parser.nextToken();
            if (isIt) {
                return value == JsonToken.START_OBJECT;
            }
            parser.skipChildren();
        }
        return false;
    }
}

package dev.constitution.runner.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.wire.ChatCompletionsAnswer;
import dev.constitution.runner.wire.RawAnswer;
import java.io.IOException;

/** Texts in answers as they came, whoever's form they have. */
public final class RecordedText {
    private RecordedText() {}

    /** Whether a recorded answer holds this text; providers split an answer's text or keep it whole. */
    public static boolean says(CallRecord call, String text) {
        try {
            if (holds(call.raw().body(), text)) {
                return true;
            }
        } catch (IOException e) {
            // An answer in pieces, or a malformed one, kept as it came, that the model was asked again after.
        }
        return call.raw().form() == RawAnswer.Form.HTTP
                && inParts(call.raw().body()).contains(text);
    }

    /** Whether a text of the first JSON value is this one, or all of them together hold it. */
    private static boolean holds(String body, String text) throws IOException {
        StringBuilder parts = new StringBuilder();
        boolean isFound = false;
        int depth = 0;
        try (JsonParser json = Json.MAPPER.createParser(body)) {
            do { // to its end: what is malformed further on is no such value
                JsonToken token = json.nextToken();
                if (token == null) {
                    break;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_STRING && !isFound) {
                    isFound = json.getTextLength() == text.length()
                            && json.getText().equals(text);
                    if (!isFound) {
                        parts.append(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
                    }
                }
            } while (depth > 0);
        }
        return isFound || parts.indexOf(text) >= 0;
    }

    /** The text of an answer in parts or in pieces; empty where there is none. */
    private static String inParts(String body) {
        try {
            String text = ChatCompletionsAnswer.read(body).aiMessage().text();
            return text == null ? "" : text;
        } catch (RuntimeException e) {
            return ""; // it says why, and is no answer
        }
    }
}

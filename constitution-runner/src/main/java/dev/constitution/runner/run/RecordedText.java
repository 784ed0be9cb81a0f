package dev.constitution.runner.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.wire.ChatCompletionsAnswer;
import dev.constitution.runner.wire.RawAnswer;

/** Texts in answers as they came, whoever's form they have. */
public final class RecordedText {
    private RecordedText() {}

    /** Whether a recorded answer holds this text; providers split an answer's text or keep it whole. */
    public static boolean says(CallRecord call, String text) {
        StringBuilder parts = new StringBuilder();
        try {
            if (says(Json.MAPPER.readTree(call.raw().body()), text, parts) || parts.indexOf(text) >= 0) {
                return true;
            }
        } catch (JsonProcessingException e) {
            // An answer in pieces, or a malformed one, kept as it came, that the model was asked again after.
        }
        return call.raw().form() == RawAnswer.Form.HTTP
                && inParts(call.raw().body()).contains(text);
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

    private static boolean says(JsonNode node, String text, StringBuilder parts) {
        if (node.isTextual()) {
            parts.append(node.textValue());
            return node.textValue().equals(text);
        }
        for (JsonNode child : node) {
            if (says(child, text, parts)) {
                return true;
            }
        }
        return false;
    }
}

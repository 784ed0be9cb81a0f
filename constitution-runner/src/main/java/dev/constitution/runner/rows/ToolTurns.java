package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a conversation turn by turn, with calls of tools and what they returned: in OpenAI's form ({@code tool_calls}, role
 * {@code tool}), in Anthropic's (parts {@code tool_use} and {@code tool_result}), and in ShareGPT's ({@code function_call},
 * {@code observation}). Each call is returned to before anybody speaks again. Used once, by one thread.
 */
final class ToolTurns {
    private static final Set<String> RESULTS = Set.of("tool", "function", "observation", "tool_response");
    private static final Set<String> CALLS = Set.of("function_call", "tool_call");

    private final List<Message> turns = new ArrayList<>();
    private List<ToolExecutionRequest> open = List.of();
    private int calls;

    /** The turns so far. */
    List<Message> turns() {
        return turns;
    }

    /** Reads the next turn. */
    void add(String place, JsonNode turn) throws BadRowException {
        boolean shareGpt = JsonMessages.isShareGpt(turn);
        String role = turn.path(shareGpt ? "from" : "role").asText();
        JsonNode content = turn.path(shareGpt ? "value" : "content");
        if (RESULTS.contains(role)) {
            results(place, turn, content);
        } else if (CALLS.contains(role)) {
            call(place, "", ToolCallJson.written(place, content));
        } else if (ToolCallJson.isIn(turn)) {
            requireAssistant(place, turn);
            call(place, JsonMessages.textOrNothing(place, content), ToolCallJson.of(place, turn));
        } else if (hasPart(content, "tool_use")) {
            requireAssistant(place, turn);
            call(place, JsonMessages.textOrNothing(place, without(content)), ToolCallJson.parts(place, content));
        } else if (hasPart(content, "tool_result")) {
            parts(place, content);
        } else {
            requireNoneOpen(place);
            turns.add(JsonMessages.message(place, turn));
        }
    }

    private static void requireAssistant(String place, JsonNode turn) throws BadRowException {
        Message.Role role = JsonMessages.role(place, turn);
        if (role != Message.Role.ASSISTANT) {
            throw new BadRowException(place + " calls a tool, and is of the role \"" + role.label()
                    + "\"; only an assistant's turn can call one");
        }
    }

    /** A program's memory may begin anywhere; a row holds the whole conversation. */
    private void requireAsked(String place) throws BadRowException {
        Message.Role before = turns.isEmpty()
                ? Message.Role.SYSTEM
                : turns.get(turns.size() - 1).role();
        if (before == Message.Role.SYSTEM) {
            throw new BadRowException(place + " calls a tool before anybody asked; begin with a user turn");
        }
        if (before == Message.Role.ASSISTANT) {
            throw new BadRowException(place + " calls a tool right after another turn of the assistant;"
                    + " make the two one turn, or add what was said between");
        }
    }

    private void requireNoneOpen(String place) throws BadRowException {
        if (!open.isEmpty()) {
            throw new BadRowException(place + " follows a call of the tool \""
                    + open.get(0).name() + "\" without what it returned; add that, as a turn of the role \"tool\"");
        }
    }

    /**
     * Says what is missing at the end.
     *
     * @throws BadRowException where some calls of a turn were returned to, and others were not
     */
    void end(String field) throws BadRowException {
        boolean isAnswer = !turns.isEmpty() && turns.get(turns.size() - 1).role() == Message.Role.ASSISTANT;
        if (!isAnswer) {
            requireNoneOpen("the end of \"" + field + "\"");
        }
    }

    private void call(String place, String text, List<ToolExecutionRequest> made) throws BadRowException {
        requireNoneOpen(place);
        requireAsked(place);
        open = new ArrayList<>();
        for (ToolExecutionRequest call : made) {
            calls++;
            // Of a length and of characters that every provider takes.
            open.add(
                    call.id() == null
                            ? call.toBuilder()
                                    .id(String.format("call%05d", calls))
                                    .build()
                            : call);
        }
        AiMessage.Builder answer = AiMessage.builder().toolExecutionRequests(List.copyOf(open));
        turns.add(Message.of((text.isEmpty() ? answer : answer.text(text)).build()));
    }

    /** What one call returned, or several in a list. */
    private void results(String place, JsonNode turn, JsonNode content) throws BadRowException {
        JsonNode id = turn.path("tool_call_id");
        if (id.isTextual()) {
            result(place, open(place, id.textValue()), content);
            return;
        }
        JsonNode listed = open.size() > 1 && content.isTextual() ? ToolCallJson.json(content.textValue()) : content;
        if (open.size() > 1 && listed.isArray() && listed.size() == open.size() && !turn.has("name")) {
            for (JsonNode one : listed) {
                result(place, open(place, ""), one);
            }
            return;
        }
        String name = turn.path("name").asText();
        for (ToolExecutionRequest call : open) {
            if (call.name().equals(name)) {
                result(place, call, content);
                return;
            }
        }
        result(place, open(place, ""), content);
    }

    /** The call of this id, or the first one for none. */
    private ToolExecutionRequest open(String place, String id) throws BadRowException {
        for (ToolExecutionRequest call : open) {
            if (id.isEmpty() || id.equals(call.id())) {
                return call;
            }
        }
        throw new BadRowException(place + " returns to " + (id.isEmpty() ? "a call" : "the call \"" + id + "\"")
                + " that the turn before does not make; correct it, or remove the turn");
    }

    private void result(String place, ToolExecutionRequest call, JsonNode content) throws BadRowException {
        open.remove(call);
        if (ImageParts.isOne(content)) {
            throw JsonMessages.imageAmongTexts(place); // no text either
        }
        String text = content.isObject() || content.isNumber() || content.isBoolean()
                ? content.toString()
                : JsonMessages.textOrNothing(place, content);
        turns.add(Message.of(ToolExecutionResultMessage.from(call, text)));
    }

    /** Results, and what the user says beside them. */
    private void parts(String place, JsonNode content) throws BadRowException {
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("tool_result")) {
                result(place, open(place, part.path("tool_use_id").asText()), part.path("content"));
            }
        }
        JsonNode said = without(content);
        if (!said.isEmpty()) {
            requireNoneOpen(place);
            turns.add(JsonMessages.said(place, Message.Role.USER, said));
        }
    }

    private static boolean hasPart(JsonNode content, String type) {
        if (content.isArray()) {
            for (JsonNode part : content) {
                if (part.path("type").asText().equals(type)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The parts that are of no tool. */
    private static JsonNode without(JsonNode content) {
        var others = content.deepCopy();
        for (var parts = others.elements(); parts.hasNext(); ) {
            if (parts.next().path("type").asText().startsWith("tool_")) {
                parts.remove();
            }
        }
        return others;
    }
}

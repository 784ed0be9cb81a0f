package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.dataset.DatasetPair;
import java.util.List;
import java.util.Optional;

/** What a row of a data set folder says, by the names of {@code native} and {@code sft}. */
public final class ShardRow {
    private final JsonNode row;

    public ShardRow(JsonNode row) {
        this.row = row;
    }

    /** Whether it is a pair, and not a conversation. */
    public boolean isPair() {
        return row.has("chosen");
    }

    /** A pair's id; empty where it has none. */
    public Optional<String> id() {
        return Optional.ofNullable(row.path("id").textValue());
    }

    /**
     * The turns that were answered.
     *
     * @throws IllegalArgumentException if they are no turns
     */
    public List<Message> prompt() {
        List<Message> turns = turns(isPair() ? "prompt" : "messages");
        return isPair() || turns.isEmpty() ? turns : turns.subList(0, turns.size() - 1);
    }

    /**
     * A pair, for the gates over a data set.
     *
     * @param split the side that it stands on
     * @throws IllegalArgumentException if a turn is none, or an answer is missing
     */
    public DatasetPair pair(String split) {
        return new DatasetPair(
                0,
                Prompt.of(id().orElse("none"), prompt()),
                answer("chosen"),
                answer("rejected"),
                Optional.of(split),
                Optional.empty());
    }

    /** A conversation as one text. */
    String conversation() {
        return row.path("messages").toString();
    }

    private String answer(String field) {
        List<Message> turns = turns(field);
        if (turns.size() != 1) {
            throw new IllegalArgumentException("\"" + field + "\" must be one turn, these are " + turns.size());
        }
        return turns.get(0).content();
    }

    private List<Message> turns(String field) {
        if (!row.path(field).isArray()) {
            throw new IllegalArgumentException("\"" + field + "\" must be a list of turns");
        }
        return List.of(Json.MAPPER.convertValue(row.get(field), Message[].class));
    }
}

package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.LoneSurrogates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a prompt from one JSON object.
 *
 * <p>The prompt stands in the {@link PromptFields}, else it is that of an HH-RLHF row. Its value may be a text (one user
 * turn) or a list of {@code {"role", "content"}} turns. A list of texts, as question sets of several turns have it, is
 * refused where it holds more than one: the later ones belong after answers that do not exist yet. Tools may be defined beside
 * it ({@link JsonTools}), and images listed ({@link RowImages}). All other fields are kept
 * as metadata. A name may be a path, {@code data.goal}, {@code turns.0} or {@code turns.0.text}.
 */
public final class JsonRowParser implements RowParser {
    private final boolean hhOnly;
    private final PromptFields prompt;
    private final @Nullable String idField;
    private final boolean dropLastAnswer;

    /**
     * @param hhOnly whether each row must be one of HH-RLHF
     * @param promptField null finds the prompt by the names that are known
     * @param idField null is {@code id}, where it exists
     * @param dropLastAnswer whether an answer at a conversation's end is left out; else such a row is refused
     */
    public JsonRowParser(
            boolean hhOnly, @Nullable String promptField, @Nullable String idField, boolean dropLastAnswer) {
        this.hhOnly = hhOnly;
        this.prompt = PromptFields.named(promptField);
        this.idField = idField;
        this.dropLastAnswer = dropLastAnswer;
    }

    @Override
    public Draft parse(String text) throws BadRowException {
        return draft(JsonRow.object(text));
    }

    /** The draft of a row, of JSON or of a table. */
    Draft draft(JsonNode row) throws BadRowException {
        RowFaults faults = new RowFaults();
        Optional<Optional<String>> id = faults.read(() -> Optional.ofNullable(id(row)));
        Optional<PromptFields.Found> found = faults.read(() -> found(row));
        Optional<List<Message>> turns = found.flatMap(all -> faults.read(() -> turns(all)));
        Optional<RowImages> images = turns.flatMap(asked ->
                faults.read(() -> RowImages.of(row, asked, found.orElseThrow().used())));
        Optional<Optional<JsonTools>> tools = faults.read(() -> JsonTools.of(row));
        faults.orThrow();
        List<String> fields = images.orElseThrow().used();
        List<String> used =
                tools.orElseThrow().map(given -> given.besides(fields)).orElse(fields);
        return new Draft(
                id.orElseThrow().orElse(null),
                images.orElseThrow().turns(),
                tools.orElseThrow().map(JsonTools::tools).orElse(List.of()),
                metadata(row, used),
                new RowNotes(endsWithAnswer(found.orElseThrow()), prompt.leftOut(row, used)));
    }

    private List<Message> turns(PromptFields.Found found) throws BadRowException {
        if (endsWithAnswer(found)) {
            return withoutAnswer(found);
        }
        requireUserAtTheEnd(found);
        return found.turns();
    }

    private static boolean endsWithAnswer(PromptFields.Found found) {
        List<Message> turns = found.turns();
        return !turns.isEmpty() && turns.get(turns.size() - 1).role() == Message.Role.ASSISTANT;
    }

    private PromptFields.Found found(JsonNode row) throws BadRowException {
        if (prompt.isNamed() || (!hhOnly && prompt.isIn(row))) {
            return prompt.of(row);
        }
        if (row.path("chosen").isTextual() && row.path("rejected").isTextual()) {
            List<Message> turns = HhTranscript.promptOf(
                    row.get("chosen").textValue(), row.get("rejected").textValue());
            return PromptFields.withSystem(row, new PromptFields.Found("chosen", turns, List.of("chosen", "rejected")));
        }
        if (row.path("transcript").isTextual()) {
            List<Message> turns =
                    HhTranscript.firstQuestion(row.get("transcript").textValue());
            return PromptFields.withSystem(row, new PromptFields.Found("transcript", turns, List.of("transcript")));
        }
        throw new BadRowException(
                hhOnly
                        ? "a row of HH-RLHF has the texts \"chosen\" and \"rejected\", or \"transcript\"; this one has "
                                + JsonRow.names(row)
                        : PromptFields.noneIn(row));
    }

    private List<Message> withoutAnswer(PromptFields.Found found) throws BadRowException {
        List<Message> turns = found.turns().subList(0, found.turns().size() - 1);
        if (dropLastAnswer && !turns.isEmpty()) {
            return turns;
        }
        List<String> faults = new ArrayList<>();
        if (turns.isEmpty()) {
            faults.add("\"" + found.field() + "\" holds an answer alone; it must end with a user turn");
        } else {
            faults.addAll(Prompt.faultsOf(turns));
            faults.add("\"" + found.field() + "\" must end with a user turn, ends with an answer of the assistant;"
                    + " --drop-last-answer leaves that out");
        }
        throw new BadRowException(String.join("; ", faults));
    }

    /** Says the field's own name, where the check of a prompt knows none. */
    private static void requireUserAtTheEnd(PromptFields.Found found) throws BadRowException {
        List<Message> turns = found.turns();
        if (turns.isEmpty()) {
            throw new BadRowException("\"" + found.field() + "\" is empty; give at least one user turn");
        }
        if (turns.get(turns.size() - 1).role() == Message.Role.SYSTEM) {
            throw new BadRowException("\"" + found.field() + "\" must end with a user turn, ends with a system turn;"
                    + " add the user's");
        }
    }

    private @Nullable String id(JsonNode row) throws BadRowException {
        JsonNode id = idField == null ? row.path("id") : PromptFields.field(row, idField);
        if (id.isMissingNode() || (id.isNull() && idField == null)) {
            return null;
        }
        if ((id.isTextual() && !id.textValue().isBlank()) || id.isIntegralNumber()) {
            return LoneSurrogates.escaped(id.asText()); // the store keeps ids as plain text
        }
        throw new BadRowException("the id must be a text that is not blank, or an integer; this is "
                + (id.isTextual() ? "a blank text" : JsonMessages.kind(id)));
    }

    private Map<String, Object> metadata(JsonNode row, List<String> used) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            String name = field.getKey();
            boolean dropped = name.equals(idField == null ? "id" : idField)
                    || used.contains(name)
                    || field.getValue().isNull()
                    || RowImages.holdBytes(name, field.getValue());
            if (!dropped) {
                metadata.put(name, JsonRow.plain(field.getValue()));
            }
        }
        return metadata;
    }
}

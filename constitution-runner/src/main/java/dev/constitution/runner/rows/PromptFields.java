package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.source.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a row that hold its prompt: those that the user named, or the first of the known names that the row has.
 * {@code instruction} takes {@code input} along, and a text under {@code system} is the system turn. Immutable.
 */
public final class PromptFields {
    /** The names that are looked for, the surest first. */
    static final List<String> KNOWN =
            List.of("prompt", "messages", "conversations", "conversation", "instruction", "question");

    private static final String INSTRUCTION = "instruction";
    private static final String INPUT = "input";
    private static final List<String> SYSTEM = List.of("system", "system_prompt", "system_message");

    /** Names under which people keep what a prompt is not whole without. */
    private static final Set<String> PARTS = Set.of(
            "audio",
            "background",
            "choices",
            "context",
            "contexts",
            "conversation_history",
            "document",
            "documents",
            "functions",
            "history",
            "image",
            "images",
            INPUT,
            "inputs",
            INSTRUCTION,
            "instructions",
            "options",
            "passage",
            "system",
            "system_message",
            "system_prompt",
            "tools");

    private final @Nullable String named;

    private PromptFields(@Nullable String named) {
        this.named = named;
    }

    /**
     * The fields of this name.
     *
     * @param names a name, a path, or several names with commas between; null is the first known one that a row has
     */
    public static PromptFields named(@Nullable String names) {
        return new PromptFields(names);
    }

    /** Whether the user named fields. */
    public boolean isNamed() {
        return named != null;
    }

    /**
     * A prompt's turns and the fields they came from.
     *
     * @param field the first of the fields, for messages
     */
    public record Found(String field, List<Message> turns, List<String> used) {
        public Found {
            turns = List.copyOf(turns);
            used = List.copyOf(used);
        }
    }

    /** Whether a row has a prompt in one of these fields, or fields were named. */
    public boolean isIn(JsonNode row) {
        return named != null || KNOWN.stream().anyMatch(row::hasNonNull);
    }

    /** The first known name among a table's columns; null where there is none. */
    static @Nullable String amongColumns(List<String> columns) {
        return KNOWN.stream().filter(columns::contains).findFirst().orElse(null);
    }

    /**
     * The prompt of a row that {@link #isIn has} one.
     *
     * @throws BadRowException if the row has none of the fields, or what they hold is no prompt
     */
    public Found of(JsonNode row) throws BadRowException {
        List<String> fields = used(row);
        String first = fields.get(0);
        List<Message> turns =
                fields.size() == 1 ? JsonMessages.of(first, field(row, first)) : JsonMessages.of(joined(row, fields));
        return withSystem(row, new Found(first, turns, fields));
    }

    private static String joined(JsonNode row, List<String> fields) throws BadRowException {
        List<String> texts = new ArrayList<>();
        for (String name : fields) {
            JsonNode value = field(row, name);
            if (!value.isTextual() && !value.isNull()) {
                throw new BadRowException("\"" + name + "\" must be a text to be joined with the other fields of the"
                        + " prompt, this is " + JsonMessages.kind(value));
            }
            if (JsonRow.isFilled(value)) {
                texts.add(value.textValue());
            }
        }
        return String.join("\n\n", texts);
    }

    private List<String> fields(JsonNode row) throws BadRowException {
        if (named == null) {
            for (String name : KNOWN) {
                if (row.hasNonNull(name)) {
                    return List.of(name);
                }
            }
            throw new BadRowException(noneIn(row));
        }
        return row.has(named) ? List.of(named) : split(named);
    }

    /** Names with commas between. */
    static List<String> split(String names) {
        return List.of(names.split(",", -1));
    }

    /** The fields that a prompt is read from, but for the system turn's. */
    public List<String> used(JsonNode row) throws BadRowException {
        List<String> fields = fields(row);
        return fields.equals(List.of(INSTRUCTION))
                        && row.path(INPUT).isTextual()
                        && row.path(INSTRUCTION).isTextual()
                ? List.of(INSTRUCTION, INPUT)
                : fields;
    }

    /** Says that a row has no prompt. */
    static String noneIn(JsonNode row) {
        List<String> blank = KNOWN.stream().filter(row::has).toList();
        if (!blank.isEmpty()) {
            return "\"" + blank.get(0) + "\" is null, so that there is no prompt; give it a text, or remove the row";
        }
        return "there is no prompt among " + JsonRow.names(row) + "; it is looked for under "
                + Suggestion.quotedList(KNOWN) + "; name its field with --prompt-field";
    }

    /** The field of this name, or at this path. */
    static JsonNode field(JsonNode row, String name) throws BadRowException {
        JsonNode exact = row.path(name);
        if (!exact.isMissingNode()) {
            return exact;
        }
        JsonNode value = row.at("/" + name.replace("~", "~0").replace("/", "~1").replace('.', '/'));
        if (value.isMissingNode()) {
            throw new BadRowException("there is no \"" + name + "\" among " + JsonRow.names(row)
                    + Suggestion.clause(name, JsonRow.fieldNames(row)));
        }
        return value;
    }

    /** What was found, after the row's system text where the turns have none. */
    public static Found withSystem(JsonNode row, Found found) {
        boolean hasSystem = !found.turns().isEmpty() && found.turns().get(0).role() == Message.Role.SYSTEM;
        for (String name : SYSTEM) {
            JsonNode system = row.path(name);
            if (!system.isTextual()
                    || system.textValue().isBlank()
                    || found.used().contains(name)) {
                continue;
            }
            Message turn = Message.system(system.textValue());
            if (hasSystem && !found.turns().get(0).equals(turn)) {
                continue;
            }
            List<Message> turns = new ArrayList<>(found.turns());
            if (!hasSystem) {
                turns.add(0, turn);
            }
            List<String> used = new ArrayList<>(found.used());
            used.add(name);
            return new Found(found.field(), turns, used);
        }
        return found;
    }

    /** The fields of a row that look like a part of the prompt, or like another one, but for those that are used. */
    public List<String> leftOut(JsonNode row, List<String> used) {
        List<String> names = List.of();
        for (var field : row.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            boolean looksSo = PARTS.contains(name) || (named == null && KNOWN.contains(name));
            if (looksSo && !used.contains(name) && JsonRow.isFilled(value) && !isAmongUsed(value, row, used)) {
                names = names.isEmpty() ? new ArrayList<>() : names;
                names.add(name);
            }
        }
        return names;
    }

    /** Whether it says what a used field says: the same, or turns that hold it. */
    private static boolean isAmongUsed(JsonNode value, JsonNode row, List<String> used) {
        String said = value.toString();
        for (String name : used) {
            JsonNode known = row.path(name);
            if (known.equals(value) || (known.isTextual() && said.contains(known.toString()))) {
                return true;
            }
        }
        return false;
    }
}

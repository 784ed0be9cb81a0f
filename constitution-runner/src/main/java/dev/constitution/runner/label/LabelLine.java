package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonRow;
import dev.constitution.runner.store.Choice;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.Sides;
import dev.constitution.source.Suggestion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A label as it stands in a line of a file.
 *
 * @param run the {@link dev.constitution.runner.store.RunManifest#identity identity} of the run whose answers were compared
 * @param shownFirst a side's name
 * @param answers the fingerprint of the answers, where the line holds one
 */
record LabelLine(
        String run,
        String id,
        Sides sides,
        Choice choice,
        String labeller,
        Instant at,
        Optional<String> shownFirst,
        Optional<String> answers,
        Optional<String> correction) {

    /** A line that is none, with all that is wrong with it. */
    static final class FaultyLineException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<String> faults;

        FaultyLineException(List<String> faults) {
            super(String.join("; ", faults));
            this.faults = faults;
        }

        List<String> faults() {
            return faults;
        }
    }

    static LabelLine parse(String line) throws FaultyLineException {
        Fields fields = new Fields(object(line));
        String run = fields.text("run");
        String id = fields.text("id");
        String a = fields.text("a");
        String b = fields.text("b");
        String labeller = fields.text("labeller");
        Choice choice = fields.choice();
        Instant at = fields.at();
        if (fields.faults.isEmpty() && a.equals(b)) {
            fields.faults.add("\"a\" and \"b\" are both \"" + a + "\"; a label is of two answers");
        }
        if (!labeller.isEmpty()) {
            Label.faultOfName(labeller).ifPresent(fields.faults::add);
        }
        Optional<String> first = fields.optional("shown_first")
                .map(side -> side.equals("a") && !b.equals("a") ? a : side.equals("b") && !a.equals("b") ? b : side);
        first.filter(side -> !side.equals(a) && !side.equals(b))
                .ifPresent(side -> fields.faults.add(
                        "\"shown_first\" is \"" + side + "\", which is neither \"" + a + "\" nor \"" + b + "\""));
        if (!fields.faults.isEmpty()) {
            throw new FaultyLineException(fields.faults);
        }
        return new LabelLine(
                run,
                id,
                new Sides(a, b),
                choice,
                labeller,
                at,
                first,
                fields.optional("answers"),
                fields.optional("correction"));
    }

    private static JsonNode object(String line) throws FaultyLineException {
        try {
            return JsonRow.object(line, "a label is {\"run\": …, \"id\": …, …}");
        } catch (BadRowException e) {
            throw new FaultyLineException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** The line of a label of a run. */
    static String of(Label label, String run) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("run", run)
                .put("id", label.prompt())
                .put("a", label.sides().a())
                .put("b", label.sides().b())
                .put("choice", label.choice().label())
                .put("labeller", label.labeller())
                .put("at", label.at().toString());
        label.shownFirst().ifPresent(side -> json.put("shown_first", side));
        json.put("answers", label.answers());
        label.correction().ifPresent(text -> json.put("correction", text));
        return LoneSurrogates.escaped(json.toString());
    }

    /** Reads a line's fields and gathers what is wrong with them. */
    private static final class Fields {
        private final JsonNode json;
        private final List<String> faults = new ArrayList<>();

        Fields(JsonNode json) {
            this.json = json;
        }

        String text(String name) {
            String text = json.path(name).textValue();
            if (text == null || text.isBlank()) {
                faults.add(
                        json.has(name)
                                ? "\"" + name + "\" must be a text, and not blank"
                                : "\"" + name + "\" is missing");
                return "";
            }
            return text;
        }

        Optional<String> optional(String name) {
            JsonNode value = json.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return Optional.empty();
            }
            if (!value.isTextual()) {
                faults.add("\"" + name + "\" must be a text");
            }
            return Optional.ofNullable(value.textValue());
        }

        Choice choice() {
            String text = text("choice");
            Optional<Choice> choice = Choice.named(text);
            if (choice.isEmpty() && !text.isEmpty()) {
                List<String> known = List.of("a", "b", "tie", "skip");
                faults.add("unknown choice \"" + text + "\""
                        + Suggestion.clauseAndQuotedList(text, known, "known choices"));
            }
            return choice.orElse(Choice.SKIP);
        }

        Instant at() {
            String text = text("at");
            try {
                return text.isEmpty()
                        ? Instant.EPOCH
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                faults.add("\"at\" must be a time with its zone, such as 2026-01-31T12:00:00Z, got \"" + text + "\"");
                return Instant.EPOCH;
            }
        }
    }
}

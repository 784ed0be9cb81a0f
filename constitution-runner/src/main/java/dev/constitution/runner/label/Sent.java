package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.store.Choice;
import dev.constitution.runner.store.Label;
import java.util.Optional;

/** What a page sends, by its fields. */
record Sent(JsonNode json) {

    /** A text that must be there. */
    String text(String name) {
        String text = json.path(name).textValue();
        if (text == null || text.isBlank()) {
            throw new UsageException("\"" + name + "\" is missing");
        }
        return text;
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(json.path(name).textValue()).filter(text -> !text.isBlank());
    }

    String labeller() {
        String name = text("labeller").strip();
        Label.faultOfName(name).ifPresent(fault -> {
            throw new UsageException(fault);
        });
        return name;
    }

    /** What was chosen of two answers, of which the page has shown one first. */
    Choice choice(boolean isBFirst) {
        Choice shown = switch (text("choice")) {
            case "first" -> Choice.A;
            case "second" -> Choice.B;
            case "tie" -> Choice.TIE;
            case "skip" -> Choice.SKIP;
            default -> throw new UsageException("a choice is first, second, tie or skip");
        };
        return isBFirst ? shown.swapped() : shown;
    }
}

package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.Choice;
import dev.constitution.runner.store.Label;
import dev.constitution.text.Hash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Two answers as one person is shown them: without names, and in an order that is this person's own and always the same.
 *
 * @param isBFirst whether the second side's answer is shown first
 */
record BlindPair(LabelTask task, String labeller, boolean isBFirst) {

    static BlindPair of(LabelTask task, String labeller) {
        return new BlindPair(
                task, labeller, (order(labeller, task.row(), task.sides().toString()) & 1) == 1);
    }

    /** A number that looks drawn, and is the same at every time. */
    static long order(String labeller, long row, String sides) {
        return Hash.mix(Hash.add(Hash.add(Hash.of(labeller), row), Hash.of(sides)));
    }

    /** What the page is told. */
    ObjectNode shown() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        turns(json.putArray("turns"), task.turns());
        return json.put("first", isBFirst ? task.b() : task.a()).put("second", isBFirst ? task.a() : task.b());
    }

    static void turns(ArrayNode json, List<Message> turns) {
        turns.forEach(turn -> json.addObject().put("role", turn.role().label()).put("content", turn.inWords()));
    }

    /** What the person says now. */
    Label label(Choice choice, Optional<String> correction, String origin) {
        return new Label(
                task.row(),
                task.prompt(),
                task.sides(),
                choice,
                labeller,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Optional.of(isBFirst ? task.sides().b() : task.sides().a()),
                origin,
                task.fingerprint(),
                correction);
    }
}

package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far one person's conversation has come.
 *
 * @param id what its prompts' ids begin with
 * @param turns what was said, and answered as the person chose
 * @param number of the last prompt, from 1; 0 before the first
 * @param pending the two answers that the person is to choose between
 */
record Dialogue(String id, String labeller, List<Message> turns, int number, Optional<LabelTask> pending) {
    Dialogue {
        turns = List.copyOf(turns);
    }

    static Dialogue begun(String id, String labeller) {
        return new Dialogue(id, labeller, List.of(), 0, Optional.empty());
    }

    /** The prompt's own id of the next thing that is said. */
    String nextId() {
        return id + "-" + (number + 1);
    }

    /** The turns of the next prompt. */
    List<Message> with(String said) {
        List<Message> prompt = new ArrayList<>(turns);
        prompt.add(Message.user(said));
        return prompt;
    }

    /** Two answers have come. */
    Dialogue answered(LabelTask task) {
        return new Dialogue(id, labeller, task.turns(), number + 1, Optional.of(task));
    }

    /** One answer stands after these turns. */
    Dialogue goingOn(List<Message> prompt, String answer, int prompts) {
        List<Message> all = new ArrayList<>(prompt);
        all.add(Message.assistant(answer));
        return new Dialogue(id, labeller, all, prompts, Optional.empty());
    }

    /** No answer has come; what was said before stands. */
    Dialogue unanswered() {
        return new Dialogue(id, labeller, turns, number + 1, Optional.empty());
    }

    /** The person has chosen: what they wrote goes on, else what they chose, else what was shown first. */
    Dialogue chosen(Label label, LabelTask task) {
        String side = label.preferred(task.sides().a());
        return goingOn(task.turns(), label.correction().orElse(task.answer(side)), number);
    }

    /** What the page is told. */
    ObjectNode shown() {
        ObjectNode json = pending.map(task -> BlindPair.of(task, labeller).shown())
                .orElseGet(() -> {
                    ObjectNode plain = Json.MAPPER.createObjectNode();
                    BlindPair.turns(plain.putArray("turns"), turns);
                    return plain;
                });
        return json.put("conversation", id);
    }
}

package dev.constitution.stage;

import dev.constitution.chat.Message;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Decision;
import dev.constitution.principles.Exemplar;
import dev.constitution.shape.ExampleMarks;
import dev.constitution.shape.PromptShape;
import java.util.ArrayList;
import java.util.List;

/** A constitution's worked examples as the turns that stand before every prompt, worded as the stage words its own. */
final class ExemplarTurns {
    private final PromptShape shape;
    private final boolean critique;

    private ExemplarTurns(PromptShape shape, boolean critique) {
        this.shape = shape;
        this.critique = critique;
    }

    /** The turns of all examples that the shape shows. */
    static List<Message> of(Constitution constitution, PromptShape shape, boolean critique) {
        if (!shape.exemplars()) {
            return List.of();
        }
        ExemplarTurns turns = new ExemplarTurns(shape, critique);
        List<Message> examples = constitution.exemplars().stream()
                .filter(exemplar -> critique || exemplar.decision() == Decision.REVISE)
                .flatMap(exemplar -> turns.of(exemplar).stream())
                .toList();
        return examples.isEmpty() ? examples : readyToSend(marked(examples, shape.marks()));
    }

    /** All rows begin with them: the last turn of the user's says so, there is but an answer below it. */
    private static List<Message> readyToSend(List<Message> turns) {
        List<Message> ready = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Message turn = turns.get(i);
            ready.add(i == turns.size() - 2 ? turn.endingBeginning() : turn.readyToSend());
        }
        return List.copyOf(ready);
    }

    /** The examples between turns that say where they begin and where the conversation does. */
    private static List<Message> marked(List<Message> examples, ExampleMarks marks) {
        List<Message> all = new ArrayList<>();
        say(marks.before(), marks.beforeReply(), all);
        all.addAll(examples);
        say(marks.after(), marks.afterReply(), all);
        return List.copyOf(all);
    }

    private static void say(String mark, String reply, List<Message> messages) {
        if (!mark.isEmpty()) {
            messages.add(Message.user(mark));
            messages.add(Message.assistant(reply));
        }
    }

    private List<Message> of(Exemplar exemplar) {
        List<Message> messages = new ArrayList<>(exemplar.prompt());
        messages.add(Message.assistant(exemplar.response()));
        String question = exemplar.prompt().get(exemplar.prompt().size() - 1).content();
        if (critique) {
            messages.add(StepRequests.turn(shape.critique(), exemplar.critiqueRequest(), "", question));
            messages.add(Message.assistant(critique(exemplar)));
        }
        if (exemplar.decision() == Decision.REVISE) {
            messages.add(StepRequests.turn(shape.revision(), exemplar.revisionRequest(), "", question));
            messages.add(Message.assistant(RevisionTags.asAskedFor(shape.revision(), exemplar.revision())));
        }
        return messages;
    }

    private String critique(Exemplar exemplar) {
        return shape.decides()
                ? exemplar.critique() + "\n" + exemplar.decision().tag()
                : exemplar.critique();
    }
}

package dev.constitution.runner.prose;

import dev.constitution.chat.Message;
import dev.constitution.runner.prose.WorkedExample.Answer;
import dev.constitution.runner.prose.WorkedExample.Mark;
import java.util.ArrayList;
import java.util.List;

/** A conversation while it is read: each time answers have been judged it is an example, and goes on with the good one. */
final class Conversation {
    private final int from;
    private final List<Message> turns = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<WorkedExample> examples = new ArrayList<>();
    private boolean system;
    private int end;

    Conversation(int from) {
        this.from = from;
    }

    void user(String content, int to) {
        closeAnswers();
        turns.add(Message.user(content));
        end = to;
    }

    void answer(Mark mark, String content, String note, int to) {
        answers.add(new Answer(mark, content, note));
        end = to;
    }

    /** A turn of somebody else. */
    void other(int to) {
        closeAnswers();
        system = true;
        end = to;
    }

    private void closeAnswers() {
        if (answers.isEmpty()) {
            return;
        }
        WorkedExample example = new WorkedExample(from, end, turns, system, answers);
        if (!turns.isEmpty() && answers.stream().anyMatch(answer -> answer.mark() != Mark.OTHER)) {
            examples.add(example);
        }
        turns.add(Message.assistant(
                example.first(Mark.GOOD).orElse(answers.get(answers.size() - 1)).text()));
        answers.clear();
    }

    /** Every example in it. */
    List<WorkedExample> examples() {
        closeAnswers();
        return List.copyOf(examples);
    }
}

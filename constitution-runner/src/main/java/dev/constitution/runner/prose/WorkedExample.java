package dev.constitution.runner.prose;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A conversation with answers that the document calls good or bad.
 *
 * @param from where in the document it begins
 * @param to where it ends
 * @param turns of the conversation, before the answers
 * @param hasSystemTurn whether it also has turns that an exemplar cannot have, such as a developer's
 */
record WorkedExample(int from, int to, List<Message> turns, boolean hasSystemTurn, List<Answer> answers) {
    private static final Pattern SHORTENED = Pattern.compile("\\[(?:\\.\\.\\.|…)|^\\[[^\\]]*\\]$");

    WorkedExample {
        turns = List.copyOf(turns);
        answers = List.copyOf(answers);
    }

    /** What the document calls an answer. */
    enum Mark {
        GOOD,
        BAD,
        OTHER
    }

    /**
     * An answer.
     *
     * @param note what the document says of it; may be empty
     */
    record Answer(Mark mark, String text, String note) {}

    Optional<Answer> first(Mark mark) {
        return answers.stream().filter(answer -> answer.mark() == mark).findFirst();
    }

    /** Why it can be shown to no model; empty where it can. */
    String unfit() {
        if (hasSystemTurn) {
            return "it has a system turn";
        }
        if (!Prompt.faultsOf(turns).isEmpty()) {
            return "its turns do not alternate";
        }
        Stream<String> texts = Stream.concat(
                turns.stream().map(Message::content), answers.stream().map(Answer::text));
        return texts.anyMatch(text -> text.isBlank() || SHORTENED.matcher(text).find())
                ? "a text of it is shortened or described"
                : "";
    }

    long words() {
        return turns.stream()
                        .mapToLong(turn -> ProseDocument.words(turn.content()))
                        .sum()
                + answers.stream()
                        .mapToLong(answer -> ProseDocument.words(answer.text()))
                        .sum();
    }
}

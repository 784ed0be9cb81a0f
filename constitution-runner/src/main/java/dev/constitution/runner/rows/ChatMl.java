package dev.constitution.runner.rows;

import dev.constitution.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes and reads prompts rendered as ChatML, up to where the assistant's answer begins: each turn between
 * {@code <|im_start|>role} and {@code <|im_end|>}. A text that holds one of these marks cannot be told from its frame.
 */
public final class ChatMl {
    private static final String START = "<|im_start|>";
    private static final String END = "<|im_end|>";
    private static final String OPEN = START + Message.Role.ASSISTANT.label() + "\n";
    private static final Pattern TURN =
            Pattern.compile("<\\|im_start\\|>(system|user|assistant)\n(.*?)<\\|im_end\\|>\n", Pattern.DOTALL);

    private ChatMl() {}

    /** A prompt's turns and the head of the answer. */
    public static String open(List<Message> prompt) {
        StringBuilder text = new StringBuilder();
        for (Message turn : prompt) {
            text.append(START).append(turn.role().label()).append('\n');
            text.append(turn.content()).append(END).append('\n');
        }
        return text.append(OPEN).toString();
    }

    /** Whether a turn of the prompt, or one of the answers, holds a mark. */
    public static boolean holdsMark(List<Message> prompt, String... answers) {
        return Stream.concat(prompt.stream().map(Message::content), Stream.of(answers))
                .anyMatch(text -> text.contains(START) || text.contains(END));
    }

    /** Whether a text begins as {@link #open} writes one. */
    public static boolean isIn(String text) {
        return text.startsWith(START);
    }

    /** The turns of a text that {@link #open} wrote. */
    public static List<Message> turns(String text) throws BadRowException {
        List<Message> turns = new ArrayList<>();
        Matcher turn = TURN.matcher(text);
        int end = 0;
        while (turn.find() && turn.start() == end) {
            turns.add(new Message(Message.Role.valueOf(turn.group(1).toUpperCase(Locale.ROOT)), turn.group(2)));
            end = turn.end();
        }
        if (turns.isEmpty() || !text.substring(end).equals(OPEN)) {
            throw new BadRowException(
                    "the prompt must be turns of ChatML, and end where the assistant's begins; correct"
                            + " or remove the row");
        }
        return turns;
    }
}

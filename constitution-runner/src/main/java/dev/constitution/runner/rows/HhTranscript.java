package dev.constitution.runner.rows;

import dev.constitution.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes the transcripts of Anthropic's HH-RLHF: turns marked by a blank line and {@code Human:} or {@code Assistant:}.
 *
 * <p>Only a marker after a blank line counts; {@code Human:} within a line is text. One space after the marker belongs to
 * the marker, all other white space to the turn. Turns that do not alternate are never merged: whether two turns of one
 * speaker are two turns, or one text that quotes a marker, cannot be known.
 */
public final class HhTranscript {
    private static final String HUMAN = "\n\nHuman:";
    public static final String ASSISTANT = "\n\nAssistant:";
    private static final Pattern MARKER = Pattern.compile("\n\n(Human|Assistant): ?");

    private HhTranscript() {}

    /** The turns before the last assistant turn that both sides of a comparison share. */
    static List<Message> promptOf(String chosen, String rejected) throws BadRowException {
        return turns(chosen.substring(0, answers(chosen, rejected)));
    }

    /** What follows an assistant marker, of which one space belongs to the marker. */
    public static String answer(String transcript, int marker) {
        String answer = transcript.substring(marker + ASSISTANT.length());
        return answer.startsWith(" ") ? answer.substring(1) : answer;
    }

    /** Where the last assistant marker that both sides of a comparison share begins. */
    public static int answers(String chosen, String rejected) throws BadRowException {
        int answers = commonPrefix(chosen, rejected).lastIndexOf(ASSISTANT);
        if (answers < 0) {
            throw new BadRowException("\"chosen\" and \"rejected\" share no assistant turn, so no prompt can be told;"
                    + " correct or remove the row");
        }
        int afterMarker = answers + ASSISTANT.length();
        if (chosen.indexOf(HUMAN, afterMarker) >= 0 || rejected.indexOf(HUMAN, afterMarker) >= 0) {
            throw new BadRowException("\"chosen\" and \"rejected\" differ before the last turn: a human turn follows"
                    + " their last common assistant turn; correct or remove the row");
        }
        return answers;
    }

    /** The first human turn of a red-teaming transcript: what the paper's method asks of the model. */
    static List<Message> firstQuestion(String transcript) throws BadRowException {
        List<Message> turns = turns(transcript);
        if (turns.get(0).role() != Message.Role.USER) {
            throw new BadRowException("\"transcript\" must begin with a human turn");
        }
        return turns.subList(0, 1);
    }

    /**
     * Whether a text is the transcript of a prompt: it begins with a human turn, and the assistant's is still to come. White
     * space may stand at either end.
     */
    static boolean isOpen(String text) {
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return text.startsWith(HUMAN.strip(), start) && text.stripTrailing().endsWith(ASSISTANT);
    }

    /** Whether a text is a transcript that holds answers, as it also is when it is not {@link #isOpen open}. */
    static boolean isWhole(String text) {
        return text.startsWith(HUMAN) && text.contains(ASSISTANT);
    }

    /**
     * The turns of an {@link #isOpen open} transcript. One that ends with a space has spaces before its blank lines as well,
     * as Nectar's do: they belong to the marks.
     */
    static List<Message> promptOf(String open) throws BadRowException {
        String text = open.stripTrailing();
        List<Message> turns = turns(
                "\n\n" + text.substring(0, text.length() - ASSISTANT.length()).stripLeading());
        if (text.length() == open.length()) {
            return turns;
        }
        return turns.stream()
                .map(turn -> new Message(turn.role(), turn.content().stripTrailing()))
                .toList();
    }

    /** The transcript of a prompt and its answer. */
    public static String write(List<Message> prompt, String answer) {
        StringBuilder transcript = new StringBuilder();
        for (Message turn : prompt) {
            transcript
                    .append(turn.role() == Message.Role.USER ? HUMAN : ASSISTANT)
                    .append(' ')
                    .append(turn.content());
        }
        return transcript.append(ASSISTANT).append(' ').append(answer).toString();
    }

    /** Whether exactly this prompt and answer are read out of a transcript. */
    public static boolean holds(String transcript, List<Message> prompt, String answer) {
        List<Message> turns = new ArrayList<>(prompt);
        turns.add(Message.assistant(answer));
        try {
            return turns(transcript).equals(turns);
        } catch (BadRowException e) {
            return false;
        }
    }

    /** The turns of a transcript. */
    public static List<Message> turns(String transcript) throws BadRowException {
        Matcher marker = MARKER.matcher(transcript);
        if (!marker.lookingAt()) {
            throw new BadRowException("the transcript must begin with a blank line and \"Human:\"");
        }
        List<Message> turns = new ArrayList<>();
        boolean more = true;
        while (more) {
            Message.Role role = marker.group(1).equals("Human") ? Message.Role.USER : Message.Role.ASSISTANT;
            int start = marker.end();
            more = marker.find();
            turns.add(new Message(role, transcript.substring(start, more ? marker.start() : transcript.length())));
        }
        return turns;
    }

    private static String commonPrefix(String a, String b) {
        int length = 0;
        while (length < a.length() && length < b.length() && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return a.substring(0, length);
    }
}

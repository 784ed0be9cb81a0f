package dev.constitution.chat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells texts that a server has not turned into characters whole: bytes that became no character, or the marks that
 * tokenizers have for spaces, line breaks and single bytes, or what programs write for no text. What is lost cannot be told
 * from them.
 */
final class UndecodedText {
    private static final char NO_CHARACTER = '\ufffd';

    /** Marks that stand for a space in the vocabularies of byte-pair encodings and of SentencePiece. */
    private static final char BYTE_PAIR_SPACE = '\u0120';

    private static final char PIECE_SPACE = '\u2581';

    private static final int CERTAINLY_MARKS = 3;
    private static final int LONGEST_NO_TEXT = 15;

    /** A byte as SentencePiece writes it. */
    private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

    /** What programs write where they have no text, or an object instead of one. */
    private static final Set<String> NO_TEXT = Set.of("[object object]", "undefined", "null");

    private UndecodedText() {}

    /**
     * Why a text cannot stand in the data; empty where nothing is wrong.
     *
     * @param asked the conversation that was replied to, which may speak of such marks itself
     */
    static Optional<String> fault(String text, List<Message> asked) {
        if (text.indexOf(NO_CHARACTER) >= 0 && !speaksOf(asked, String.valueOf(NO_CHARACTER))) {
            return Optional.of(
                    "the answer holds bytes that are no characters, where the server or its model lost some");
        } else if (standsForSpaces(text, BYTE_PAIR_SPACE) || standsForSpaces(text, PIECE_SPACE)) {
            return Optional.of("the answer holds the tokenizer's marks instead of spaces; mend the server's tokenizer");
        } else if (text.contains("<0x") && isByteOutOfCode(text) && !speaksOf(asked, "<0x")) {
            return Optional.of("the answer holds the tokenizer's marks for single bytes; mend the server's tokenizer");
        } else if (text.length() <= LONGEST_NO_TEXT && isNoText(text.toLowerCase(Locale.ROOT), asked)) {
            return Optional.of("the answer is \"" + text + "\": a gateway wrote that instead of a text");
        }
        return Optional.empty();
    }

    private static boolean isNoText(String text, List<Message> asked) {
        return NO_TEXT.contains(text) && !speaksOf(asked, text);
    }

    private static boolean standsForSpaces(String text, char mark) {
        if (text.indexOf(mark) < 0) {
            return false;
        }
        long marks = text.chars().filter(c -> c == mark).count();
        return marks >= CERTAINLY_MARKS
                && marks > text.chars().filter(c -> c == ' ').count();
    }

    private static boolean isByteOutOfCode(String text) {
        return BYTE.matcher(text).results().anyMatch(mark -> !MarkPlace.isInCode(text, mark.start()));
    }

    private static boolean speaksOf(List<Message> asked, String mark) {
        return asked.stream()
                .anyMatch(message -> message.content().toLowerCase(Locale.ROOT).contains(mark));
    }
}

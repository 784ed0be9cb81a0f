package dev.constitution.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns in words, as transcripts write them: {@code Human: …}, {@code Assistant: …}. */
final class Speakers {
    private static final Pattern ASSISTANT =
            Pattern.compile("\\A\\s*(?:Assistant|ASSISTANT|### (?:Assistant|Response)):\\s+");

    private static final Pattern QUESTION_AGAIN =
            Pattern.compile("\\A\\s*(?:Human|User): (.{1,4000}?)\\n\\s*\\n?Assistant:\\s+", Pattern.DOTALL);

    /** Behind an empty line, as transcripts write the next turn. */
    private static final Pattern NEXT =
            Pattern.compile("\\n\\s*\\n(?:\\*\\*)?(Human|User|USER|### (?:Human|User|Instruction)): ?(?=\\S|\\n)");

    private static final Pattern ANSWER = Pattern.compile("\\n\\s*(?:\\*\\*)?(?:Assistant|ASSISTANT|AI|### Response):");

    private Speakers() {}

    /** The first turn alone, without its speaker; a transcript that was asked for stays. */
    static String withoutSpeakers(String text, Mentions mentions) {
        if (text.indexOf(':') < 0) {
            return text;
        }
        String rest = text;
        Matcher again = QUESTION_AGAIN.matcher(rest);
        if (again.lookingAt() && mentions.of(again.group(1).strip())) {
            rest = rest.substring(again.end());
        }
        Matcher assistant = ASSISTANT.matcher(rest);
        if (assistant.lookingAt() && !mentions.ofAny("assistant", "dialog", "chat")) {
            rest = rest.substring(assistant.end());
        }
        if (!mayTakeTurns(rest)) {
            return rest;
        }
        Matcher next = NEXT.matcher(rest);
        if (next.find()
                && next.start() > 0
                && !mentions.ofAny(next.group(1), "dialog", "transcript")
                && isTurn(rest, next)
                && !MarkPlace.isInCode(rest, next.start())) {
            rest = rest.substring(0, next.start());
        }
        return rest;
    }

    /** Few texts have the name of one who asks. */
    private static boolean mayTakeTurns(String text) {
        return text.contains("Human") || text.contains("User") || text.contains("USER") || text.contains("Instruction");
    }

    /** A user may be one of those that an answer describes; in a transcript the assistant speaks again. */
    private static boolean isTurn(String text, Matcher next) {
        return !next.group(1).equals("User") || ANSWER.matcher(text).find(next.end());
    }
}

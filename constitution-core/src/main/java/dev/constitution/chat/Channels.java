package dev.constitution.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The channels in which gpt-oss writes (OpenAI's "harmony" format), where a server has left them in the text: with their
 * marks, or with the marks dropped and the words run together ({@code analysisWe need … assistantfinalFour.}).
 */
final class Channels {
    private static final String MESSAGE = "<|message|>";
    private static final String CHANNEL = "<|channel|>";

    /** At the head, as the whole format has it; an answer about the format stays whole. */
    private static final Pattern HEAD = Pattern.compile("\\A\\s*(?:(?:<\\|start\\|>)?\\w*)?(?:<\\|channel\\|>"
            + "|(?:analysis|commentary|final)[^<\\n]{0,80}<\\|message\\|>|(?<=>assistant)<\\|message\\|>)");

    /** The channel of the answer, behind thoughts of which a server has cut off the head. */
    private static final Pattern FINAL_BEHIND = Pattern.compile("<\\|channel\\|>final\\b[^\\n]{0,80}<\\|message\\|>");

    private static final Pattern END = Pattern.compile("<\\|(?:end|return|call|start|channel)\\|>");

    /** No sentence begins so. */
    private static final Pattern MANGLED =
            Pattern.compile("\\A\\s*(?:analysis(?=[A-Z\"'(])|assistantfinal|commentary to=)");

    private static final String FINAL = "assistantfinal";

    private Channels() {}

    static boolean areIn(String text, Mentions mentions) {
        return areMarked(text, mentions) || areMangled(text);
    }

    /** Nearly all answers begin with another letter. */
    private static boolean mayBeMangled(String text) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && (text.charAt(at) == 'a' || text.charAt(at) == 'c');
    }

    private static boolean areMarked(String text, Mentions mentions) {
        if (!text.contains("<|")) {
            return false;
        }
        Matcher head = HEAD.matcher(text);
        if (head.lookingAt()) {
            return text.contains(MESSAGE) || !mentions.of(CHANNEL);
        }
        Matcher behind = FINAL_BEHIND.matcher(text);
        return behind.find() && !mentions.of(CHANNEL) && !MarkPlace.isInCode(text, behind.start());
    }

    static boolean areMangled(String text) {
        return mayBeMangled(text)
                && (MANGLED.matcher(text).lookingAt() || (startsAnalysis(text) && text.contains(FINAL)));
    }

    private static boolean startsAnalysis(String text) {
        return text.stripLeading().startsWith("analysis");
    }

    /** The final channel; everything before it is thoughts. */
    static Reading read(String text, Mentions mentions) {
        return areMarked(text, mentions) ? marked(text, mentions) : mangled(text, mentions);
    }

    private static Reading mangled(String text, Mentions mentions) {
        int at = text.indexOf(FINAL);
        if (at < 0 || text.indexOf(FINAL, at + 1) >= 0) {
            return Reading.faulty(
                    withoutName(text),
                    at < 0 && startsAnalysis(text)
                            ? AnswerText.Fault.UNFINISHED_THOUGHTS
                            : AnswerText.Fault.NO_FINAL_CHANNEL);
        }
        return new Reading(
                TurnMarks.firstTurn(text.substring(at + FINAL.length()), mentions),
                withoutName(text.substring(0, at)),
                null);
    }

    private static String withoutName(String thoughts) {
        String text = thoughts.strip();
        return text.startsWith("analysis") ? text.substring("analysis".length()).strip() : text;
    }

    private static Reading marked(String text, Mentions mentions) {
        StringBuilder thoughts = new StringBuilder();
        String answer = null;
        String last = "";
        int head = 0;
        if (!HEAD.matcher(text).lookingAt()) {
            Matcher end = END.matcher(text);
            head = end.find() ? end.start() : 0;
            thoughts.append(text, 0, head).append("\n\n");
        }
        for (int at = text.indexOf(MESSAGE, head); at >= 0; at = text.indexOf(MESSAGE, head)) {
            int channel = text.lastIndexOf(CHANNEL, at);
            String name = channel >= head
                    ? text.substring(channel + CHANNEL.length(), at)
                    : END.matcher(text.substring(head, at)).replaceAll("").strip();
            Matcher end = END.matcher(text);
            int stop = end.find(at + MESSAGE.length()) ? end.start() : text.length();
            String body = text.substring(at + MESSAGE.length(), stop).strip();
            last = name.strip();
            if (answer != null && last.startsWith("user")) {
                break; // the model has made up what comes next
            } else if (last.startsWith("final") || last.equals("assistant")) {
                answer = body;
            } else {
                thoughts.append(body).append("\n\n");
            }
            head = stop;
        }
        String thought = thoughts.toString().strip();
        if (answer != null) {
            return new Reading(TurnMarks.firstTurn(answer, mentions), thought, null);
        }
        return Reading.faulty(
                thought,
                last.startsWith("analysis") || last.isEmpty()
                        ? AnswerText.Fault.UNFINISHED_THOUGHTS
                        : AnswerText.Fault.NO_FINAL_CHANNEL);
    }
}

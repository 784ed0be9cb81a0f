package dev.constitution.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tags in which models that think wrap what they answer, behind their thoughts. */
final class AnswerTags {
    private static final Pattern WHOLE = Pattern.compile(
            "\\A\\s*<(answer|response|output|final|final_answer|solution|result)>(.*?)(?:</\\1>\\s*)?\\z",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** GLM's mark around the result, anywhere in the answer. */
    private static final Pattern BOX = Pattern.compile("<\\|(?:begin|end)_of_box\\|>");

    private AnswerTags() {}

    /** What stands between the tags, where they hold all there is. */
    static String without(String text) {
        String rest = text.contains("_of_box|>") ? BOX.matcher(text).replaceAll("") : text;
        Matcher whole = WHOLE.matcher(rest);
        return whole.matches() && !whole.group(2).contains("</" + whole.group(1) + ">") ? whole.group(2) : rest;
    }
}

package dev.constitution.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tags in which models that think wrap what they answer, behind their thoughts. */
final class AnswerTags {
    private static final String NAME = "(answer|response|output|final|final_answer|solution|result)>";

    private static final Pattern WHOLE =
            Pattern.compile("\\A\\s*<" + NAME + "(.*?)(?:</\\1>\\s*)?\\z", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** The opening tag may have stood in the request. */
    private static final Pattern CLOSED = Pattern.compile("</" + NAME + "\\s*\\z", Pattern.CASE_INSENSITIVE);

    /** GLM's mark around the result, anywhere in the answer. */
    private static final Pattern BOX = Pattern.compile("<\\|(?:begin|end)_of_box\\|>");

    private AnswerTags() {}

    /** What stands between the tags, where they hold all there is. */
    static String without(String text) {
        String rest = text.contains("_of_box|>") ? BOX.matcher(text).replaceAll("") : text;
        Matcher whole = WHOLE.matcher(rest);
        if (whole.matches()) {
            return whole.group(2).contains("</" + whole.group(1) + ">") ? rest : whole.group(2);
        }
        Matcher closed = CLOSED.matcher(rest);
        return closed.find() && !rest.contains("<" + closed.group(1) + ">") ? rest.substring(0, closed.start()) : rest;
    }
}

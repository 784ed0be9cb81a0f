package dev.constitution.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls of tools that a server has left in the text, as the model's family writes them. */
final class ToolCallMarks {
    private static final Pattern CALL = Pattern.compile("(?:\\A|\\n)\\s*(<(?:[a-z]+:)?(?:tool_calls?|function_calls?)>"
            + "|<function=|<invoke name=|\\[TOOL_CALLS]|<\\|(?:python_tag|tool_calls?(?:_section)?(?:_begin|_start)?|"
            + "tool_call_start)\\|>|<｜tool▁calls▁begin｜>)");

    private ToolCallMarks() {}

    /** Whether a text holds a call that nobody asked to be shown one. */
    static boolean areIn(String text, Mentions mentions) {
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            if (!MarkPlace.isInCode(text, call.start(1)) && !mentions.of(call.group(1))) {
                return true;
            }
        }
        return false;
    }
}

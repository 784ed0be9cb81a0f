package dev.constitution.runner.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds worked examples in a document's lines, in two forms: elements ({@code <user>…</user>}, then
 * {@code <assistant> <!-- GOOD: why -->…</assistant>}, in code or not), and lines that begin with a name and a colon
 * ({@code User:}, {@code Good:}, {@code Bad (why):}).
 */
final class ExampleReader {
    private static final Pattern ELEMENT = Pattern.compile(
            "(?m)^[ \\t>]*<(system|developer|user|assistant|tool|untrusted)(?:\\s[^>\\n]*)?>[ \\t]*(?:<!--([^\\n]*?)-->)?[ \\t]*\\R?");
    private static final Pattern BETWEEN = Pattern.compile("(?:\\s|</?comparison>|<!--[^\\n]*?-->)*");
    private static final Pattern NOTE =
            Pattern.compile("^(GOOD|BAD)\\b(?:\\[[^\\]]*\\])?[:,;]?\\s*(.*)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern LABEL = Pattern.compile(
            "(?im)^[ \\t>]*(?:[-*+]|\\d+[.)])?[ \\t]*[*_]{0,2}(user|prompt|question|good|bad|preferred|dispreferred)"
                    + "(?: (?:answer|response|reply))?[*_]{0,2}(?: ?\\(([^)\\n]*)\\))?(?::[*_]{0,2}|[*_]{1,2}:)[ \\t]+(?=\\S)");
    private static final Pattern LABELLED_END = Pattern.compile("\\R[ \\t>]*(?=\\R|\\z)");
    private static final Pattern QUOTE_MARK = Pattern.compile("(?m)^[ \\t]*>[ \\t]?");

    private final String text;
    private final List<WorkedExample> examples = new ArrayList<>();

    ExampleReader(String text) {
        this.text = text;
    }

    List<WorkedExample> read() {
        elements();
        labelled();
        return examples;
    }

    private void elements() {
        Matcher open = ELEMENT.matcher(text);
        Conversation conversation = new Conversation(0);
        int end = -1;
        int at = 0;
        while (at < text.length() && open.find(at)) {
            String name = open.group(1).toLowerCase(Locale.ROOT);
            int close = text.indexOf("</" + name + ">", open.end());
            if (close < 0) {
                at = open.end();
                continue;
            }
            String between = end < 0 ? "" : text.substring(end, open.start());
            if (end < 0 || !BETWEEN.matcher(between).matches()) {
                examples.addAll(conversation.examples());
                conversation = new Conversation(open.start());
                between = "";
            }
            String content = text.substring(open.end(), close).strip();
            at = close + name.length() + "</>".length();
            String comment = open.group(2) == null ? between : open.group(2);
            add(conversation, name, content, comment, at);
            end = at;
        }
        examples.addAll(conversation.examples());
    }

    private static void add(Conversation conversation, String name, String content, String comment, int end) {
        switch (name) {
            case "user" -> conversation.user(content, end);
            case "assistant" -> {
                Matcher note = NOTE.matcher(comment.strip());
                if (note.matches()) {
                    WorkedExample.Mark mark =
                            note.group(1).equalsIgnoreCase("good") ? WorkedExample.Mark.GOOD : WorkedExample.Mark.BAD;
                    conversation.answer(mark, content, note.group(2).strip(), end);
                } else {
                    conversation.answer(WorkedExample.Mark.OTHER, content, "", end);
                }
            }
            default -> conversation.other(end);
        }
    }

    private void labelled() {
        Matcher label = LABEL.matcher(text);
        Conversation conversation = new Conversation(0);
        int end = -1;
        int at = 0;
        while (label.find(at)) {
            Matcher close = LABELLED_END.matcher(text);
            int to = close.find(label.end()) ? close.start() : text.length();
            Matcher next = LABEL.matcher(text);
            if (next.find(label.end()) && next.start() < to) {
                to = next.start();
            }
            String name = label.group(1).toLowerCase(Locale.ROOT);
            boolean asks = name.equals("user") || name.equals("prompt") || name.equals("question");
            boolean apart = end < 0 || !text.substring(end, label.start()).matches("[\\s>]*");
            if (asks || apart) {
                examples.addAll(conversation.examples());
                conversation = new Conversation(label.start());
            }
            String content = QUOTE_MARK
                    .matcher(text.substring(label.end(), to))
                    .replaceAll("")
                    .strip();
            if (asks) {
                conversation.user(content, to);
            } else {
                boolean good = name.equals("good") || name.equals("preferred");
                String note = label.group(2) == null ? "" : label.group(2).strip();
                conversation.answer(good ? WorkedExample.Mark.GOOD : WorkedExample.Mark.BAD, content, note, to);
            }
            at = to;
            end = to;
        }
        examples.addAll(conversation.examples());
    }
}

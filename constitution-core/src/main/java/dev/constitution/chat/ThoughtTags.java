package dev.constitution.chat;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Thoughts that a server has left in the text, between the tags of the model's family. */
final class ThoughtTags {

    /**
     * One family's tags.
     *
     * @param isForThoughtsAlone whether nobody but a model that thinks writes them, so that a closing tag without an
     *     opening one, which stood in the request, ends thoughts wherever it stands
     */
    private record Pair(String opening, String closing, boolean isForThoughtsAlone) {
        static Pair of(String name, boolean isForThoughtsAlone) {
            return new Pair("<" + name + ">", "</" + name + ">", isForThoughtsAlone);
        }
    }

    private static final List<Pair> PAIRS = List.of(
            Pair.of("think", true),
            Pair.of("thinking", true),
            Pair.of("thought", false),
            Pair.of("thoughts", false),
            Pair.of("reasoning", false),
            Pair.of("reflection", false),
            Pair.of("scratchpad", false),
            Pair.of("mm:think", true),
            Pair.of("seed:think", true),
            Pair.of("antthinking", true),
            new Pair("[think]", "[/think]", true),
            new Pair("◁think▷", "◁/think▷", true),
            new Pair("<|start_thinking|>", "<|end_thinking|>", true),
            new Pair("<|begin_of_thought|>", "<|end_of_thought|>", true),
            new Pair("<|channel>thought", "<channel|>", true),
            new Pair("<unused94>thought", "<unused95>", true));

    private static final List<String> AROUND_ANSWERS = List.of(
            "<|start_text|>",
            "<|end_text|>",
            "<|start_response|>",
            "<|end_response|>",
            "<|begin_of_solution|>",
            "<|end_of_solution|>");

    private static final Pattern ANSWER_TAG = Pattern.compile(
            "\\s*<(answer|response|reply|output|final|final_answer|final_response|solution)>(.*?)(?:</\\1>)?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ThoughtTags() {}

    /**
     * The text without its thoughts.
     *
     * @param isAskedFor whether the request speaks of something
     */
    static Reading read(String text, Predicate<String> isAskedFor) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != text.length()) { // a letter that grows in lower case would move every place
            lower = asciiLower(text);
        }
        StringBuilder thoughts = new StringBuilder();
        int from = 0;
        Pair opened = openedAt(lower, skipSpace(lower, from));
        while (opened != null) {
            int start = skipSpace(lower, from) + opened.opening().length();
            int end = closing(lower, opened, start);
            if (end < 0) {
                return opened.isForThoughtsAlone() || !isAskedFor.test(opened.opening())
                        ? Reading.faulty(thoughts + text.substring(start).strip(), AnswerText.Fault.UNFINISHED_THOUGHTS)
                        : new Reading(text.substring(from), thoughts.toString(), null);
            }
            if (!opened.isForThoughtsAlone() && isAskedFor.test(opened.opening())) {
                break;
            }
            thoughts.append(text.substring(start, end).strip()).append("\n\n");
            from = end + opened.closing().length();
            opened = openedAt(lower, skipSpace(lower, from));
        }
        for (Pair pair : PAIRS) {
            int end = closedOnly(lower, pair, from, isAskedFor);
            if (end >= 0) {
                thoughts.append(text.substring(from, end).strip()).append("\n\n");
                from = end + pair.closing().length();
            }
        }
        String rest = withoutMarksAround(text.substring(from));
        return later(from == 0 ? rest : outOfAnswerTag(rest, isAskedFor), thoughts, isAskedFor);
    }

    /** Thoughts behind the beginning of an answer, in tags on lines of their own. */
    private static Reading later(String text, StringBuilder thoughts, Predicate<String> isAskedFor) {
        String rest = text;
        for (Pair pair : PAIRS.subList(0, 2)) {
            String lower = asciiLower(rest);
            int at = lower.indexOf("\n" + pair.opening());
            while (at >= 0 && !isAskedFor.test(pair.opening()) && !isInCode(lower, at + 1)) {
                int start = at + 1 + pair.opening().length();
                int end = lower.indexOf(pair.closing(), start);
                if (end < 0) {
                    return lower.startsWith("\n", start)
                            ? Reading.faulty(
                                    thoughts + rest.substring(start).strip(), AnswerText.Fault.UNFINISHED_THOUGHTS)
                            : new Reading(rest, thoughts.toString(), null);
                }
                thoughts.append(rest.substring(start, end).strip()).append("\n\n");
                rest = rest.substring(0, at).stripTrailing() + "\n\n"
                        + rest.substring(end + pair.closing().length()).stripLeading();
                lower = asciiLower(rest);
                at = lower.indexOf("\n" + pair.opening());
            }
        }
        return new Reading(rest, thoughts.toString().strip(), null);
    }

    private static @Nullable Pair openedAt(String lower, int at) {
        for (Pair pair : PAIRS) {
            if (lower.startsWith(pair.opening(), at)) {
                return pair;
            }
        }
        return null;
    }

    /** Where thoughts end: the closing tag of the opening one, counting those inside; else the last one there is. */
    private static int closing(String lower, Pair pair, int start) {
        int depth = 1;
        int last = -1;
        int at = start;
        while (depth > 0) {
            int close = lower.indexOf(pair.closing(), at);
            if (close < 0) {
                return last;
            }
            last = close;
            for (int open = lower.indexOf(pair.opening(), at);
                    open >= 0 && open < close;
                    open = lower.indexOf(pair.opening(), open + 1)) {
                depth++;
            }
            depth--;
            at = close + pair.closing().length();
        }
        return last;
    }

    /** Where a closing tag stands that was never opened; -1 where none does, or where it may be what the answer is about. */
    private static int closedOnly(String lower, Pair pair, int from, Predicate<String> isAskedFor) {
        int close = lower.indexOf(pair.closing(), from);
        if (close < 0 || isInCode(lower, close)) {
            return -1;
        }
        int open = lower.indexOf(pair.opening(), from);
        if (open >= 0 && open < close) {
            return -1;
        }
        int end = close + pair.closing().length();
        boolean onItsOwnLine = (close == 0
                        || lower.charAt(close - 1) == '\n'
                        || lower.substring(from, close).isBlank())
                && (end == lower.length() || lower.charAt(end) == '\n' || lower.charAt(end) == '\r');
        boolean isTold =
                pair.isForThoughtsAlone() && !isAskedFor.test(pair.closing()) && !isAskedFor.test(pair.opening());
        return onItsOwnLine || isTold ? close : -1;
    }

    /** Whether a place is in a fence or between back-ticks of its line. */
    static boolean isInCode(String text, int place) {
        boolean fenced = false;
        for (int at = text.indexOf("```"); at >= 0 && at < place; at = text.indexOf("```", at + 3)) {
            fenced = !fenced;
        }
        if (fenced) {
            return true;
        }
        int line = text.lastIndexOf('\n', place - 1) + 1;
        boolean ticked = false;
        for (int at = line; at < place; at++) {
            ticked ^= text.charAt(at) == '`';
        }
        return ticked && text.indexOf('`', place) >= 0;
    }

    private static String withoutMarksAround(String text) {
        String rest = text;
        for (String mark : AROUND_ANSWERS) {
            String lower = asciiLower(rest.strip());
            if (lower.startsWith(mark)) {
                rest = rest.strip().substring(mark.length());
            } else if (lower.endsWith(mark)) {
                rest = rest.strip().substring(0, lower.length() - mark.length());
            }
        }
        return rest;
    }

    /** Models that think in tags often answer in one too. */
    private static String outOfAnswerTag(String text, Predicate<String> isAskedFor) {
        Matcher tag = ANSWER_TAG.matcher(text);
        return tag.matches() && !isAskedFor.test("<" + tag.group(1)) ? tag.group(2) : text;
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00a0')) {
            at++;
        }
        return at;
    }

    private static String asciiLower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
    }
}

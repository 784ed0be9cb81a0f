package dev.constitution.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.text.Phrases.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a whole answer is put into without having been asked for: a fence, quotation marks, an element such as {@code
 * <response>}, a field of a JSON object. What the question speaks of, or the previous answer has too, is part of an answer.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
public final class Wrapper {
    private static final Pattern FENCE = Pattern.compile(
            "\\A(?:```|~~~)(?:text|txt|plaintext|plain|markdown|md|xml|json|html)?[ \\t]*\\n(.*?)\\n?(?:```|~~~)\\z",
            Pattern.DOTALL);
    private static final Pattern ELEMENT = Pattern.compile(
            "\\A<([\\p{L}][\\p{L}\\p{M}\\d_ -]{0,40}?)(?: +[\\w-]+=[^<>\\n]*)?>(.*)</\\1>\\z", Pattern.DOTALL);
    private static final Pattern ODD_TAG = Pattern.compile(
            "(&lt;|&#60;|＜|\\\\<|<{1,2}|\\[{1,2}|［|【|〈|《|‹|\\{{1,2})\\s?([/／]?)\\s?([\\p{L}][\\p{L}\\p{M} _-]{1,40}?)\\s?(?:&gt;|&#62;|＞|\\\\>|>{1,2}|\\]{1,2}|］|】|〉|》|›|\\}{1,2})");
    private static final Pattern CODE = Pattern.compile(
            "\\b(?:code|script|program|function|command|fence|snippet|json|xml|html|yaml|sql|regex|python|java|bash|css|markdown)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTING = Pattern.compile(
            "quot|zitat|zitier|anführung|citat|cita\\b|citaç|citer|guillemet|comillas|aspas|virgolett|aanhaling|cytat|цитат|кавыч|引号|引用|인용|따옴표|اقتباس",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern MARKS = Pattern.compile("[\"“”«»„「」『]");
    private static final List<String> QUOTES = List.of("\"\"", "''", "“”", "«»", "„“", "„”", "「」", "『』", "‘’");
    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})'(?=\\p{L})");
    private static final int LONGEST_QUOTATION = 25;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Wrapper() {}

    /**
     * The text with tags of a revision in angle brackets, where a model wrote them escaped, in full width or in other
     * brackets; unchanged where the question has such brackets, or where one tag in brackets lacks the other.
     */
    public static String withPlainTags(String text, String question) {
        Words words = Words.of(text);
        if (words.isAscii() && "<[{&\\".chars().noneMatch(c -> words.mayHave((char) c))) { // as most
            return text;
        }
        int at = nextBracket(text, 0);
        Matcher tag = ODD_TAG.matcher(text);
        StringBuilder plain = new StringBuilder();
        int kept = 0;
        boolean opened = false;
        boolean closed = false;
        while (at < text.length()) {
            if (!tag.region(at, text.length()).lookingAt()) {
                at = nextBracket(text, at + 1);
                continue;
            }
            at = nextBracket(text, tag.end());
            boolean closes = !tag.group(2).isEmpty();
            String name = tag.group(3).strip().toLowerCase(Locale.ROOT);
            boolean atEdge = closes ? tag.end() == text.length() : tag.start() == 0;
            boolean isTag = !question.contains(tag.group(1))
                    && (isRevision(name) || atEdge && Phrases.has(Kind.WRAPPERS, name.replace(' ', '_')));
            if (isTag) {
                opened |= !closes;
                // An escaped one at the very start is no label in brackets: it may lack the closing one, as a plain one
                // may.
                closed |= tag.start() == 0 && "[【〈《‹{".indexOf(text.charAt(0)) < 0;
                closed |= closes;
                String written = (closes ? "</" : "<") + name + ">";
                if (!tag.group().equals(written)) {
                    plain.append(text, kept, tag.start()).append(written);
                    kept = tag.end();
                }
            }
        }
        return opened && closed && kept > 0
                ? plain.append(text, kept, text.length()).toString()
                : text;
    }

    /** Where the next bracket is with which an odd tag may begin; the text's end where there is none. */
    private static int nextBracket(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '<', '[', '{', '&', '\\', '＜', '［', '【', '〈', '《', '‹' -> {
                    return at;
                }
                default -> {}
            }
        }
        return text.length();
    }

    /**
     * The text out of what it is wrapped into, once; the text itself where it is in nothing.
     *
     * @param framed whether talk about the answer stood around it, so that the quotation marks belong to the talk; where none
     *     did, and words to say are asked for, they may belong to the answer
     */
    public static String without(String text, String question, String previous, boolean framed) {
        if (text.length() < 2) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '`', '~' -> unfenced(text, question, previous);
            case '<' -> outOfElement(text, question, previous);
            case '{' -> outOfJson(text, question, previous);
            case '>' -> unquotedLines(text, question, previous);
            default -> unquoted(text, question, previous, framed);
        };
    }

    /** Whether a text is nothing but something in quotation marks, a fence, an element or quoted lines. */
    static boolean isAround(String text) {
        if (text.length() < 2) {
            return false;
        }
        char first = text.charAt(0);
        if (first == '`' || first == '~') {
            return FENCE.matcher(text).matches();
        }
        if (first == '>') {
            return text.lines().allMatch(line -> line.startsWith(">"));
        }
        return closes(text) >= 0;
    }

    /** Whether a text is nothing but a quotation. */
    static boolean isQuoted(String text) {
        String all = text.strip();
        return all.length() > 1 && closes(all) >= 0;
    }

    /** Whether it is JSON, in a fence or not, with a field that can hold nothing but a revision. */
    static boolean holdsRevision(String text) {
        Matcher fence = FENCE.matcher(text);
        String inside = fence.matches() ? fence.group(1).strip() : text;
        return inside.startsWith("{") && !outOfJson(inside, "json", "").equals(inside);
    }

    private static String unfenced(String text, String question, String previous) {
        Matcher fence = FENCE.matcher(text);
        if (!fence.matches() || fence.group(1).contains("```") || previous.contains("```")) {
            return text;
        }
        String inside = fence.group(1).strip();
        boolean wraps =
                inside.startsWith("{") && !outOfJson(inside, question, previous).equals(inside)
                        || inside.startsWith("<")
                                && !outOfElement(inside, question, previous).equals(inside);
        return wraps
                        || !CODE.matcher(question).find()
                                && !text.startsWith("```json")
                                && !text.startsWith("```html")
                                && !text.startsWith("```xml")
                ? inside
                : text;
    }

    private static String outOfElement(String text, String question, String previous) {
        Matcher element = ELEMENT.matcher(text);
        if (!element.matches() || question.contains("<" + element.group(1)) || previous.startsWith("<")) {
            return text;
        }
        return isWrapper(element.group(1)) ? element.group(2).strip() : text;
    }

    private static boolean isWrapper(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace(' ', '_');
        return Phrases.has(Kind.WRAPPERS, lower) || isRevision(lower);
    }

    private static boolean isRevision(String lower) {
        if (lower.equals("revision")) { // what requests ask for
            return true;
        }
        TalkLine line = new TalkLine(lower.replace('_', ' ').replace('-', ' '), Set.of());
        return line.hasAny(Kind.REVISED, Kind.REVISION) && line.strangers() == 0;
    }

    private static String outOfJson(String text, String question, String previous) {
        if (!text.endsWith("}") || previous.startsWith("{")) {
            return text;
        }
        try {
            JsonNode object = JSON.readTree(text);
            String value = value(object, question.toLowerCase(Locale.ROOT));
            return value == null ? text : value.strip();
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /** The revision in an object, or in the one object that it holds; a field that the question speaks of is its own. */
    private static @Nullable String value(JsonNode object, String question) {
        boolean asked = question.contains("json");
        String found = null;
        JsonNode inner = null;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (asked && question.contains(name)) {
                continue;
            }
            if (field.getValue().isTextual()) {
                if (isRevision(name)) {
                    return field.getValue().textValue();
                }
                if (!asked && isWrapper(name)) {
                    found = field.getValue().textValue();
                }
            } else if (field.getValue().isObject() && isWrapper(name)) {
                inner = field.getValue();
            }
        }
        return found == null && inner != null ? value(inner, question) : found;
    }

    /** Whether a text is JSON, in a fence or not, whose revision is left empty. */
    static boolean holdsNoRevision(String text) {
        Matcher fence = FENCE.matcher(text);
        String inside = fence.matches() ? fence.group(1).strip() : text;
        if (!inside.startsWith("{") || !inside.endsWith("}")) {
            return false;
        }
        try {
            return JSON.readTree(inside).properties().stream()
                    .anyMatch(field -> isRevision(field.getKey().toLowerCase(Locale.ROOT))
                            && (field.getValue().isNull()
                                    || field.getValue().isTextual()
                                            && field.getValue().textValue().isBlank()));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String unquotedLines(String text, String question, String previous) {
        if (previous.startsWith(">")
                || QUOTING.matcher(question).find()
                || MARKS.matcher(question).find()
                || !text.lines().allMatch(line -> line.startsWith(">"))) {
            return text;
        }
        int end = Math.min(text.length(), LONGEST_QUOTATION);
        if (question.contains(text.substring(1, end).strip())) { // words of the one who asks
            return text;
        }
        StringBuilder inside = new StringBuilder();
        text.lines().forEach(line -> inside.append(line.substring(1).strip()).append('\n'));
        return inside.toString().strip();
    }

    private static String unquoted(String text, String question, String previous, boolean framed) {
        int pair = closes(text);
        if (pair < 0) {
            return text;
        }
        String inside = text.substring(1, text.length() - 1);
        boolean meant = !previous.isEmpty() && previous.charAt(0) == text.charAt(0)
                || QUOTING.matcher(question).find()
                || !framed && MARKS.matcher(question).find()
                || !framed && new TalkContext(question, previous).asksForWords();
        return meant ? text : inside.strip();
    }

    /** Whether each mark that closes, in a text, closes one that opened there. */
    private static boolean isBalanced(String inside, char open, char close) {
        int depth = 0;
        for (int i = 0; i < inside.length() && depth >= 0; i++) {
            char c = inside.charAt(i);
            depth += c == open ? 1 : c == close ? -1 : 0;
        }
        return depth == 0;
    }

    /** Which quotation marks stand around the whole text, and not around its first and last words; -1 for none. */
    private static int closes(String text) {
        char last = text.charAt(text.length() - 1);
        for (int i = 0; i < QUOTES.size(); i++) {
            char open = QUOTES.get(i).charAt(0);
            char close = QUOTES.get(i).charAt(1);
            if (text.charAt(0) == open && last == close) {
                String inside = text.substring(1, text.length() - 1);
                String marks = open == '\'' ? APOSTROPHE.matcher(inside).replaceAll("") : inside;
                boolean whole = open == close ? marks.indexOf(open) < 0 : isBalanced(marks, open, close);
                return whole ? i : -1;
            }
        }
        return -1;
    }
}

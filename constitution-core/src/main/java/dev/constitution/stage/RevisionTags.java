package dev.constitution.stage;

import dev.constitution.shape.RequestTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text between the tags that a revision is asked for in. Tags may stand inside it, in an answer about such tags; words
 * about the tags, in the middle of a line, may stand before it. Where several follow one another, the last is meant.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class RevisionTags {
    private static final String OPENING = "<revision>";
    private static final String CLOSING = "</revision>";
    private static final Pattern TAG = Pattern.compile("<(/?)revision((?:\\s[^>\\n]*)?)>", Pattern.CASE_INSENSITIVE);

    /** A closing tag of another name at the end. */
    private static final Pattern OTHER_CLOSING = Pattern.compile("\\s*</?[\\p{L}_ -]{3,30}>\\s*\\z");

    /** A last line that ends as a sentence, a list item, a table or a formula may end. */
    private static final Pattern ENDED =
            Pattern.compile(".*[^\\p{L}\\p{M}\\p{Nd},;:–—-]\\s*|\\s*(?:[-*•#|]|\\d+[.)])\\s.*|.{0,40}", Pattern.DOTALL);

    private record Tag(int start, int end, boolean closes, boolean isPlain, boolean startsLine) {}

    private RevisionTags() {}

    /**
     * What stands between the tags, to the end where none closes it; empty where there are no tags. A text that breaks off
     * before the tags close is no revision: nothing stands between them then.
     */
    static Optional<String> read(String text) {
        return between(text).map(RevisionTags::withoutSecondTags);
    }

    /** Tags that stand around the whole twice. */
    private static String withoutSecondTags(String inside) {
        boolean twice = inside.regionMatches(true, 0, OPENING, 0, OPENING.length())
                && (inside.endsWith(CLOSING) || inside.indexOf(CLOSING) < 0);
        return twice ? between(inside).orElse(inside) : inside;
    }

    private static Optional<String> between(String text) {
        List<Tag> tags = tags(text);
        if (tags.isEmpty()) {
            return Optional.empty();
        }
        boolean lines = tags.stream().anyMatch(Tag::startsLine);
        boolean plain = tags.stream().anyMatch(tag -> tag.isPlain() && !tag.closes());
        int depth = 0;
        int start = -1;
        Optional<String> last = Optional.empty();
        for (Tag tag : tags) {
            if (tag.closes()) {
                depth = Math.max(0, depth - 1);
                if (depth == 0 && start >= 0) {
                    last = Optional.of(stripped(text, start, tag.start()));
                    start = -1;
                }
            } else if (depth > 0 && text.substring(tag.end()).isBlank()) { // meant to close
                last = Optional.of(stripped(text, start, tag.start()));
                start = -1;
            } else if (depth > 0) {
                depth++;
            } else if (tag.isPlain() && (tag.startsLine() || !lines) || !plain && tag.startsLine()) {
                depth = 1;
                start = tag.end();
            }
        }
        if (last.isPresent()) {
            return last;
        }
        if (start >= 0) {
            Tag end = tags.get(tags.size() - 1);
            String rest = OTHER_CLOSING
                    .matcher(text.substring(start, end.closes() ? end.start() : text.length()))
                    .replaceFirst("")
                    .strip();
            return Optional.of(end.closes() || isComplete(rest) ? rest : "");
        }
        Tag only = tags.get(tags.size() - 1);
        return only.closes() && only.end() == text.stripTrailing().length()
                ? Optional.of(text.substring(0, only.start()).strip())
                : Optional.empty();
    }

    /** A part of a text without the space around it, copied once. */
    private static String stripped(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isComplete(String text) {
        int fences = text.split("```", -1).length - 1;
        return fences % 2 == 0
                && (text.endsWith("```")
                        || ENDED.matcher(text.substring(text.lastIndexOf('\n') + 1))
                                .matches());
    }

    /** A revision as a request asks for it: between the tags where it names them. */
    static String asAskedFor(RequestTemplate wording, String revision) {
        return wording.request().contains(OPENING) ? OPENING + "\n" + revision + "\n" + CLOSING : revision;
    }

    private static List<Tag> tags(String text) {
        List<Tag> tags = new ArrayList<>();
        Matcher tag = TAG.matcher(text);
        int next = text.indexOf('<');
        while (next >= 0) {
            if (!tag.region(next, text.length()).lookingAt()) {
                next = text.indexOf('<', next + 1);
                continue;
            }
            next = text.indexOf('<', tag.end());
            int line = text.lastIndexOf('\n', tag.start()) + 1;
            String before = text.substring(line, tag.start());
            String mark = markAround(text, tag.start(), tag.end());
            boolean startsLine = before.isBlank() || before.strip().matches("[*_#>]+") || before.equals(mark);
            boolean closes = !tag.group(1).isEmpty();
            if (before.indexOf('`') < 0 || isAlone(text, before, mark, tag.end())) {
                int start = closes && startsLine ? line : tag.start() - mark.length();
                tags.add(new Tag(
                        start, tag.end() + mark.length(), closes, tag.group(2).isBlank(), startsLine));
            }
        }
        return tags;
    }

    /** The mark-up that stands before and behind a tag, "**" in {@code **<revision>**}; empty for none. */
    private static String markAround(String text, int start, int end) {
        int length = 0;
        while (start - length > 0
                && end + length < text.length()
                && "*_`".indexOf(text.charAt(start - length - 1)) >= 0
                && text.charAt(start - length - 1) == text.charAt(end + length)) {
            length++;
        }
        return text.substring(end, end + length);
    }

    /** Whether a tag in a mark of code is all that its line holds, and so no mention of it. */
    private static boolean isAlone(String text, String before, String mark, int end) {
        int next = text.indexOf('\n', end);
        String behind = text.substring(end, next < 0 ? text.length() : next);
        return before.equals(mark) && behind.strip().equals(mark);
    }
}

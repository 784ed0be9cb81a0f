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
final class RevisionTags {
    private static final String OPENING = "<revision>";
    private static final String CLOSING = "</revision>";
    private static final Pattern TAG = Pattern.compile("<(/?)revision((?:\\s[^>\\n]*)?)>", Pattern.CASE_INSENSITIVE);

    private record Tag(int start, int end, boolean closes, boolean isPlain, boolean startsLine) {}

    private RevisionTags() {}

    /** What stands between the tags, to the end where none closes it; empty where there are no tags. */
    static Optional<String> read(String text) {
        List<Tag> tags = tags(text);
        if (tags.isEmpty()) {
            return Optional.empty();
        }
        boolean lines = tags.stream().anyMatch(Tag::startsLine);
        int depth = 0;
        int start = -1;
        Optional<String> last = Optional.empty();
        for (Tag tag : tags) {
            if (tag.closes()) {
                depth = Math.max(0, depth - 1);
                if (depth == 0 && start >= 0) {
                    last = Optional.of(text.substring(start, tag.start()).strip());
                    start = -1;
                }
            } else if (depth > 0 && text.substring(tag.end()).isBlank()) { // meant to close
                last = Optional.of(text.substring(start, tag.start()).strip());
                start = -1;
            } else if (depth > 0) {
                depth++;
            } else if (tag.isPlain() && (tag.startsLine() || !lines)) {
                depth = 1;
                start = tag.end();
            }
        }
        if (last.isPresent()) {
            return last;
        }
        if (start >= 0) {
            Tag end = tags.get(tags.size() - 1);
            return Optional.of(text.substring(start, end.closes() ? end.start() : text.length())
                    .strip());
        }
        Tag only = tags.get(tags.size() - 1);
        return only.closes() && only.end() == text.stripTrailing().length()
                ? Optional.of(text.substring(0, only.start()).strip())
                : Optional.empty();
    }

    /** A revision as a request asks for it: between the tags where it names them. */
    static String asAskedFor(RequestTemplate wording, String revision) {
        return wording.request().contains(OPENING) ? OPENING + "\n" + revision + "\n" + CLOSING : revision;
    }

    private static List<Tag> tags(String text) {
        List<Tag> tags = new ArrayList<>();
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            int line = text.lastIndexOf('\n', tag.start()) + 1;
            String before = text.substring(line, tag.start());
            if (before.indexOf('`') < 0) {
                tags.add(new Tag(
                        tag.start(),
                        tag.end(),
                        !tag.group(1).isEmpty(),
                        tag.group(2).isBlank(),
                        before.isBlank() || before.strip().matches("[*_#>]+")));
            }
        }
        return tags;
    }
}

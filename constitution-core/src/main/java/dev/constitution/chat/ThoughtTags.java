package dev.constitution.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Thoughts that a server has left in the text, between the tags of the model's family: before the answer, with or without
 * the opening tag, which may have stood in the request; and behind its beginning.
 */
final class ThoughtTags {
    /** Names with which models of all families tag thoughts: in any case, with their own name before, with attributes. */
    private static final String NAME = "(?:[a-z0-9_.:-]{0,24}?(think(?:ing)?|thoughts?|reasoning)"
            + "|(?:[a-z]{2,12}[:_-])?(?:reason|reflection|scratchpad|monologue|analysis|chain_of_thought)|cot)"
            + "(?:[_-](?:process|steps?|trace|content|block))?";

    /** Other tags, an opening and a closing one each. */
    private static final List<List<String>> OTHERS = List.of(
            List.of("\\[think]", "\\[/think]"),
            List.of("◁think▷", "◁/think▷"),
            List.of("\\|startthink\\|", "\\|endthink\\|"),
            List.of("<\\|start_thinking\\|>", "<\\|end_thinking\\|>"),
            List.of("<\\|begin_of_thought\\|>", "<\\|end_of_thought\\|>"),
            List.of("<\\|inner_prefix\\|>", "<\\|inner_suffix\\|>"),
            List.of("<\\|channel>thought", "<channel\\|>"),
            List.of("<unused94>thought", "<unused95>"),
            List.of("<details\\s+type=\"reasoning\"[^<>]{0,200}>", "</details>"),
            List.of("^here(?:'s| is) my thought process:", "^here(?:'s| is) my response:"),
            List.of("^here are my reasoning steps:", "\\[begin final response]"));

    /** How many of them nobody but a model that thinks writes. */
    private static final int FOR_THOUGHTS_ALONE = 8;

    private static final int FIRST_OF_OTHERS = 5;

    private static final Pattern TAG = Pattern.compile(pattern(), Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final String text;
    private final Mentions mentions;
    private final List<Tag> tags;
    private final StringBuilder thoughts = new StringBuilder();

    /**
     * A tag that is not in code.
     *
     * @param family its name, of which models mix some forms, or its number among the others
     */
    private record Tag(int start, int end, String family, boolean opens) {

        /** Whether nobody but a model that thinks writes it, so that it is what it looks like. */
        boolean isForThoughtsAlone() {
            return family.contains("think")
                    || (family.startsWith("#") && Integer.parseInt(family.substring(1)) < FOR_THOUGHTS_ALONE);
        }

        boolean isOfWords() {
            return family.startsWith("#") && !isForThoughtsAlone();
        }
    }

    private ThoughtTags(String text, Mentions mentions) {
        this.text = text;
        this.mentions = mentions;
        this.tags = tags(text);
    }

    private static String pattern() {
        // What all begin with comes first: most texts hold none.
        StringBuilder all = new StringBuilder("(?=[<\\[◁|h])(?:<(/?)(" + NAME + ")(/?>|\\s[^<>]{0,200}>|(?=\\n))");
        for (List<String> pair : OTHERS) {
            all.append("|(")
                    .append(pair.get(0))
                    .append(")|(")
                    .append(pair.get(1))
                    .append(')');
        }
        return all.append(')').toString();
    }

    private static List<Tag> tags(String text) {
        List<Tag> tags = new ArrayList<>();
        Matcher found = TAG.matcher(text);
        while (found.find()) {
            if (MarkPlace.isInCode(text, found.start())) {
                continue;
            }
            if (found.group(2) != null) {
                boolean opens = found.group(1).isEmpty() && !found.group().endsWith("/>");
                tags.add(new Tag(found.start(), found.end(), family(found), opens));
                continue;
            }
            int group = FIRST_OF_OTHERS;
            while (found.group(group) == null) {
                group++;
            }
            int other = group - FIRST_OF_OTHERS;
            tags.add(new Tag(found.start(), found.end(), "#" + other / 2, other % 2 == 0));
        }
        return tags;
    }

    /** Models mix forms of one name, and their own name with it, between the opening and the closing tag. */
    private static String family(Matcher tag) {
        String word = tag.group(3) == null ? tag.group(2) : tag.group(3);
        return word.toLowerCase(Locale.ROOT).replaceAll("(?<=think)ing|(?<=thought)s", "");
    }

    /** The text without its thoughts. */
    static Reading read(String text, Mentions mentions) {
        ThoughtTags reader = new ThoughtTags(text, mentions);
        return reader.tags.isEmpty() ? Reading.of(text) : reader.read();
    }

    private Reading read() {
        int from = 0;
        while (true) {
            Tag opening = openingAt(skipSpace(from));
            if (opening != null) {
                Tag closing = closing(opening);
                if (isSpokenOf(opening, closing)) {
                    break;
                } else if (closing == null) {
                    return unfinished(opening);
                }
                keep(opening.end(), closing.start());
                from = closing.end();
                continue;
            }
            Tag closing = closedOnly(from);
            if (closing == null) {
                break;
            }
            keep(from, closing.start());
            from = closing.end();
        }
        return later(from);
    }

    private Reading unfinished(Tag opening) {
        keep(opening.end(), text.length());
        return Reading.faulty(thoughts.toString().strip(), AnswerText.Fault.UNFINISHED_THOUGHTS);
    }

    private void keep(int from, int to) {
        thoughts.append(text.substring(from, to).strip()).append("\n\n");
    }

    private @Nullable Tag openingAt(int place) {
        return tags.stream()
                .filter(tag -> tag.opens() && tag.start() == place)
                .findFirst()
                .orElse(null);
    }

    /**
     * Where thoughts end: at the tag that closes as many as were opened; else at the last that closes, where it ends its line;
     * else, where none of the name does, at one of another name.
     */
    private @Nullable Tag closing(Tag opening) {
        int depth = 1;
        Tag last = null;
        Tag other = null;
        for (Tag tag : tags) {
            if (tag.start() < opening.end() || isMention(tag)) {
                continue;
            }
            if (!tag.family().equals(opening.family())) {
                other = other == null && !tag.opens() && tag.isForThoughtsAlone() ? tag : other;
            } else if (tag.opens()) {
                depth++;
            } else {
                last = tag;
                if (--depth == 0) {
                    return tag;
                }
            }
        }
        return last == null ? other : endsLine(last) ? last : null;
    }

    private boolean isAskedAbout(Tag tag) {
        return tag.family().startsWith("#")
                ? mentions.of(text.substring(tag.start(), tag.end()))
                : mentions.ofAny("<" + tag.family(), "</" + tag.family());
    }

    private boolean isMention(Tag tag) {
        return MarkPlace.isMention(text, tag.start(), tag.end(), isAskedAbout(tag));
    }

    /** Whether what stands between two tags, or behind the first, is a part of the answer. */
    private boolean isSpokenOf(Tag opening, @Nullable Tag closing) {
        if (opening.isOfWords() && closing == null) {
            return true;
        } else if (!isAskedAbout(opening)) {
            return false;
        }
        return !opening.isForThoughtsAlone() || (isMention(opening) && (closing == null || isMention(closing)));
    }

    /** The first tag that closes what was never opened; null where none does, or where it may be what the answer is about. */
    private @Nullable Tag closedOnly(int from) {
        for (int i = 0; i < tags.size(); i++) {
            Tag tag = tags.get(i);
            if (tag.start() >= from && !tag.opens() && !tag.isOfWords() && !isOpened(tag, from)) {
                boolean isOnItsOwnLine = MarkPlace.isOnItsOwnLine(text, tag.start(), tag.end())
                        || (tag.start() == skipSpace(from) && endsLine(tag));
                if (isOnItsOwnLine || (tag.isForThoughtsAlone() && !isMention(tag))) {
                    return tag;
                }
            }
        }
        return null;
    }

    private boolean isOpened(Tag closing, int from) {
        return tags.stream()
                .anyMatch(tag -> tag.opens()
                        && tag.family().equals(closing.family())
                        && tag.start() >= from
                        && tag.start() < closing.start());
    }

    private boolean endsLine(Tag tag) {
        return tag.end() == text.length() || text.charAt(tag.end()) == '\n' || text.charAt(tag.end()) == '\r';
    }

    /** Takes out thoughts behind the beginning of an answer. */
    private Reading later(int from) {
        StringBuilder rest = new StringBuilder();
        int kept = from;
        for (Tag opening : tags) {
            if (opening.start() < kept || !opening.opens() || isAskedAbout(opening) || isMention(opening)) {
                continue;
            }
            Tag closing = closing(opening);
            if (!opening.isForThoughtsAlone() && (closing == null || !areOnLinesOfTheirOwn(opening, closing))) {
                continue;
            } else if (closing == null) {
                return unfinished(opening);
            }
            join(rest, text.substring(kept, opening.start()));
            keep(opening.end(), closing.start());
            kept = closing.end();
        }
        join(rest, text.substring(kept));
        return new Reading(rest.toString(), thoughts.toString().strip(), null);
    }

    private boolean areOnLinesOfTheirOwn(Tag opening, Tag closing) {
        return (opening.start() == 0 || text.charAt(opening.start() - 1) == '\n') && endsLine(closing);
    }

    private static void join(StringBuilder rest, String part) {
        if (rest.isEmpty()) {
            rest.append(part);
        } else if (!part.isBlank()) {
            String before = rest.toString().stripTrailing();
            rest.setLength(before.length());
            rest.append("\n\n").append(part.stripLeading());
        }
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < text.length()
                && (Character.isWhitespace(text.charAt(at))
                        || text.charAt(at) == '\u00a0'
                        || text.charAt(at) == '\ufeff')) {
            at++;
        }
        return at;
    }
}

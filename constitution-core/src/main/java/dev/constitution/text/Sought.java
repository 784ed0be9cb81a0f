package dev.constitution.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Patterns that are looked for in one pass over a text, each as {@link Matcher#find()} would: they are tried only where, as
 * the letters there tell, a match can begin.
 *
 * <p>What a pattern asks of the text before its match must be told by one character, by a letter no more than that it is
 * one; a negative look-behind may see further. Thread-safe.
 */
public final class Sought {
    private static final int MOST_PATTERNS = Long.SIZE - 1;

    private final List<Pattern> patterns;
    private final long all;
    private final Beginnings beginnings;

    private Sought(List<Pattern> patterns) {
        if (patterns.isEmpty() || patterns.size() > MOST_PATTERNS) {
            throw new IllegalArgumentException("1 to " + MOST_PATTERNS + " patterns, got " + patterns.size());
        }
        this.patterns = patterns;
        all = -1L >>> (Long.SIZE - patterns.size());
        beginnings = new Beginnings(patterns, all);
    }

    public static Sought of(Pattern... patterns) {
        return new Sought(List.of(patterns));
    }

    public static Sought of(Stream<Pattern> patterns) {
        return new Sought(patterns.toList());
    }

    List<Pattern> patterns() {
        return patterns;
    }

    /** Whether the text has a match of any of the patterns. */
    public boolean isIn(String text) {
        return isIn(Words.of(text));
    }

    /** Whether the text in lower case has one. */
    public boolean isInLowerCase(String text) {
        return isIn(Words.of(text).lower());
    }

    boolean isIn(Words words) {
        String text = words.text();
        Beginnings.Places places = beginnings.in(words);
        for (int at = places.from(0); at <= text.length(); at = places.from(after(text, at))) {
            long alive = beginnings.at(text, at, all);
            for (int i = 0; alive >>> i != 0; i++) {
                if ((alive & 1L << i) != 0 && matchesAt(over(text, patterns.get(i)), at)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Which of the patterns the text has a match of. */
    public Set<Pattern> in(String text) {
        return in(Words.of(text));
    }

    Set<Pattern> in(Words words) {
        String text = words.text();
        @Nullable Matcher[] matchers = new @Nullable Matcher[patterns.size()];
        Set<Pattern> found = Set.of();
        long left = all;
        Beginnings.Places places = beginnings.in(words);
        for (int at = places.from(0); at <= text.length() && left != 0; at = places.from(after(text, at))) {
            long alive = beginnings.at(text, at, left);
            for (int i = 0; alive >>> i != 0; i++) {
                if ((alive & 1L << i) == 0) {
                    continue;
                }
                Matcher matcher = matchers[i];
                if (matcher == null) {
                    matcher = over(text, patterns.get(i));
                    matchers[i] = matcher;
                }
                if (matchesAt(matcher, at)) {
                    left &= ~(1L << i);
                    found = found.isEmpty() ? new HashSet<>() : found;
                    found.add(patterns.get(i));
                }
            }
        }
        return found;
    }

    /** The text's parts between the matches of the one pattern, as {@link Pattern#split(CharSequence, int)} has them all. */
    List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = over(text, patterns.get(0));
        Beginnings.Places places = beginnings.in(Words.of(text));
        int from = 0;
        int at = places.from(0);
        while (at <= text.length()) {
            boolean parted = beginnings.at(text, at, all) != 0 && matchesAt(matcher, at) && matcher.end() > 0;
            if (parted) {
                parts.add(text.substring(from, at));
                from = matcher.end();
            }
            at = places.from(parted && from > at ? from : after(text, at));
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** A text's next place: none is within a pair of surrogates. */
    private static int after(String text, int at) {
        boolean isPair = at + 1 < text.length()
                && Character.isHighSurrogate(text.charAt(at))
                && Character.isLowSurrogate(text.charAt(at + 1));
        return isPair ? at + 2 : at + 1;
    }

    /** What tries a pattern on a text with all of the text in view. */
    static Matcher over(String text, Pattern pattern) {
        return pattern.matcher(text).useAnchoringBounds(false).useTransparentBounds(true);
    }

    static boolean matchesAt(Matcher matcher, int at) {
        return matcher.region(at, matcher.regionEnd()).lookingAt();
    }
}

package dev.constitution.text;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Patterns that are looked for in one pass over a text, each as {@link Matcher#find()} would. Most places of a text begin no
 * match, as their first letters tell: these are tried on the pattern by themselves, once, and what came of them is
 * remembered in a tree of letters. Only where they match, or could with more behind them, is the pattern tried on the text.
 *
 * <p>What a pattern asks of the text before its match must be told by one character, by a letter no more than that it is
 * one; a negative look-behind may see further. Thread-safe.
 */
public final class Sought {
    private static final int DEEPEST = 6;
    private static final int MOST_NODES = 1 << 16;
    private static final int MOST_PATTERNS = Long.SIZE;

    private final List<Pattern> patterns;
    private final long all;
    private final Node atStart;
    private final Node behind;

    /** Where what stands before is no single character: anything may begin. */
    private final Node anything;

    private int nodes;

    private Sought(List<Pattern> patterns) {
        if (patterns.isEmpty() || patterns.size() > MOST_PATTERNS) {
            throw new IllegalArgumentException("1 to " + MOST_PATTERNS + " patterns, got " + patterns.size());
        }
        this.patterns = List.copyOf(patterns);
        all = -1L >>> (Long.SIZE - patterns.size());
        anything = new Node('\0', "", 0, all, true);
        behind = new Node('\0', "", 1, all, false);
        atStart = new Node('\0', "", 0, canBegin("", 0, all), false);
    }

    public static Sought of(Pattern... patterns) {
        return new Sought(List.of(patterns));
    }

    public static Sought of(Stream<Pattern> patterns) {
        return new Sought(patterns.toList());
    }

    /** Letters that a match may begin with. What follows them is added as texts bring it. */
    private static final class Node {
        private final char letter;

        /** The letters so far, with the character before them. */
        private final String letters;

        /** Where a match would begin in them: behind that character, or with them at the start of a text. */
        private final int start;

        /** The patterns that may match here. */
        private final long alive;

        /** Whether the patterns are to be tried on the text itself. */
        private final boolean isLast;

        private volatile @Nullable Node[] next = {null, null};
        private int size;

        private Node(char letter, String letters, int start, long alive, boolean isLast) {
            this.letter = letter;
            this.letters = letters;
            this.start = start;
            this.alive = alive;
            this.isLast = isLast;
        }

        private @Nullable Node next(char c) {
            @Nullable Node[] slots = next;
            int slot = c & slots.length - 1;
            for (Node node = slots[slot]; node != null; node = slots[slot]) {
                if (node.letter == c) {
                    return node;
                }
                slot = slot + 1 & slots.length - 1;
            }
            return null;
        }

        private synchronized void add(Node more) {
            if (next(more.letter) != null) {
                return;
            }
            @Nullable Node[] slots = Arrays.copyOf(next, next.length);
            if (++size > slots.length / 2) {
                slots = new @Nullable Node[2 * next.length];
                for (Node node : next) {
                    if (node != null) {
                        put(slots, node);
                    }
                }
            }
            put(slots, more);
            next = slots;
        }

        private static void put(@Nullable Node[] slots, Node node) {
            int slot = node.letter & slots.length - 1;
            while (slots[slot] != null) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = node;
        }
    }

    List<Pattern> patterns() {
        return patterns;
    }

    /** Whether the text has a match of any of the patterns. */
    public boolean isIn(String text) {
        for (int at = 0; at <= text.length(); at = after(text, at)) {
            long alive = aliveAt(text, at, all);
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
        @Nullable Matcher[] matchers = new @Nullable Matcher[patterns.size()];
        long left = all;
        for (int at = 0; at <= text.length() && left != 0; at = after(text, at)) {
            long alive = aliveAt(text, at, left);
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
                }
            }
        }
        return left == all ? Set.of() : found(all & ~left);
    }

    private Set<Pattern> found(long bits) {
        Set<Pattern> found = new HashSet<>();
        for (int i = 0; i < patterns.size(); i++) {
            if ((bits & 1L << i) != 0) {
                found.add(patterns.get(i));
            }
        }
        return found;
    }

    /** A text's next place: none is within a pair of surrogates. */
    private static int after(String text, int at) {
        boolean isPair = at + 1 < text.length()
                && Character.isHighSurrogate(text.charAt(at))
                && Character.isLowSurrogate(text.charAt(at + 1));
        return isPair ? at + 2 : at + 1;
    }

    private static Matcher over(String text, Pattern pattern) {
        return pattern.matcher(text).useAnchoringBounds(false).useTransparentBounds(true);
    }

    private static boolean matchesAt(Matcher matcher, int at) {
        return matcher.region(at, matcher.regionEnd()).lookingAt();
    }

    /** Those of the patterns that may match from a place on. */
    private long aliveAt(String text, int start, long wanted) {
        Node node = start == 0 ? atStart : behind(text.charAt(start - 1));
        long alive = node.alive & wanted;
        for (int at = start; alive != 0 && !node.isLast && at < text.length(); at++) {
            char c = text.charAt(at);
            Node next = node.next(c);
            node = next == null ? learnt(node, c) : next;
            alive = node.alive & wanted;
        }
        return alive;
    }

    private Node behind(char before) {
        char c = before;
        if (before < 0x80) {
            c = (before | 0x20) >= 'a' && (before | 0x20) <= 'z' ? 'a' : before;
        } else if (Character.isSurrogate(before) || Character.getType(before) == Character.NON_SPACING_MARK) {
            return anything;
        } else if (Character.isLetter(before)) {
            c = 'é';
        }
        Node node = behind.next(c);
        return node == null ? learnt(behind, c) : node;
    }

    private Node learnt(Node node, char c) {
        if (nodes >= MOST_NODES || Character.isSurrogate(c)) { // half of a pair tells nothing
            return new Node(c, "", 0, node.alive, true);
        }
        String letters = node.letters + c;
        boolean isLast = letters.length() - node.start >= DEEPEST;
        Node next = new Node(c, letters, node.start, canBegin(letters, node.start, node.alive), isLast);
        node.add(next);
        nodes++;
        return next;
    }

    /** Those of the patterns that match from a place on, or may where more letters follow. */
    private long canBegin(String letters, int start, long wanted) {
        long alive = 0;
        for (int i = 0; i < patterns.size(); i++) {
            if ((wanted & 1L << i) != 0) {
                Matcher matcher = over(letters, patterns.get(i));
                alive |= matchesAt(matcher, start) || matcher.hitEnd() ? 1L << i : 0;
            }
        }
        return alive;
    }
}

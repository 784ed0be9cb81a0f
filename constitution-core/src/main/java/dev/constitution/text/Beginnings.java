package dev.constitution.text;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a text matches of patterns can begin, as the first letters there tell. What a pattern does with letters is learnt
 * from itself, when a text first has them: tried on them alone, it matches, or wants more, or will never match. The answers
 * are kept in a tree of letters. Thread-safe.
 */
final class Beginnings {
    private static final int DEEPEST = 6;
    private static final int MOST_NODES = 1 << 16;
    private static final int ASCII = 1 << 7;
    private static final int FIRST_WORDS = 1 << 10;
    private static final int LEARNT = Integer.MIN_VALUE;

    /** Which ASCII characters most places of a text stand behind: letters, 1, and the space, 2. */
    private static final byte[] KINDS = new byte[ASCII];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            KINDS[c] = 1;
            KINDS[Character.toUpperCase(c)] = 1;
        }
        KINDS[' '] = 2;
    }

    private final List<Pattern> patterns;
    private final Node atStart;
    private final Node behind;

    /** Where what stands before is no single character: anything may begin. */
    private final Node anything;

    private int nodes;

    /** A bit for two ASCII letters, behind each of the kinds, with which no match begins; one that is lost is learnt again. */
    private final long[] dead = new long[3 * ASCII * ASCII / Long.SIZE];

    /** By the words' numbers, where in each a match may begin if it stands between two spaces; a bit more once it is learnt. */
    private int[] spaced = {};

    /** @param all a bit for each of the patterns */
    Beginnings(List<Pattern> patterns, long all) {
        this.patterns = patterns;
        anything = new Node('\0', "", 0, all, true);
        behind = new Node('\0', "", 1, all, false);
        atStart = new Node('\0', "", 0, canBegin("", 0, all), false);
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

        /** The patterns that match where no more letters follow; less than 0 while that is not known. */
        private volatile long atEnd = -1;

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
            @Nullable Node[] nodes = next;
            return nodes[slotOf(nodes, c)];
        }

        private synchronized void add(Node more) {
            @Nullable Node[] nodes = next;
            if (nodes[slotOf(nodes, more.letter)] != null) {
                return;
            }
            size++;
            @Nullable Node[] with = new @Nullable Node[size > nodes.length / 2 ? 2 * nodes.length : nodes.length];
            for (Node node : nodes) {
                if (node != null) {
                    with[slotOf(with, node.letter)] = node;
                }
            }
            with[slotOf(with, more.letter)] = more;
            next = with;
        }

        private static int slotOf(@Nullable Node[] nodes, char letter) {
            int slot = letter & nodes.length - 1;
            for (Node node = nodes[slot]; node != null && node.letter != letter; node = nodes[slot]) {
                slot = slot + 1 & nodes.length - 1;
            }
            return slot;
        }
    }

    /** The places of a text at which a match may begin, as its words tell and, where they do not, the letters there. */
    Places in(Words words) {
        return new Places(this, words);
    }

    /** The places of one text, one after the other. */
    static final class Places {
        private final Beginnings beginnings;
        private final Words words;

        /** The first word that does not end before the place. */
        private int word;

        private Places(Beginnings beginnings, Words words) {
            this.beginnings = beginnings;
            this.words = words;
        }

        /** The first of them from a place on. */
        int from(int place) {
            int at = place;
            for (; word < words.size(); word++) {
                int end = words.end(word);
                if (end <= at) {
                    continue;
                }
                if (words.spaced(word) != Words.UNNUMBERED) {
                    int begins = beginnings.ofWord(words, word) >>> (at - words.start(word) + 1);
                    if (begins != 0) {
                        return at + Integer.numberOfTrailingZeros(begins);
                    }
                } else {
                    int there = beginnings.place(words.text(), at, end);
                    if (there < end) {
                        return there;
                    }
                }
                at = end;
            }
            return beginnings.place(words.text(), at, words.text().length());
        }
    }

    /** A bit for each place, the space before a word and its letters, at which a match may begin. */
    private int ofWord(Words words, int word) {
        int number = words.spaced(word);
        int known = number < spaced.length ? spaced[number] : 0;
        return (known == 0 ? learnt(number, "a " + words.word(word) + " ") : known) & ~LEARNT;
    }

    /** @param text the word between two spaces, behind another one */
    private int learnt(int number, String text) {
        int begins = LEARNT;
        for (int at = 1; at < text.length() - 1; at++) {
            begins |= at(text, at, anything.alive) != 0 ? 1 << (at - 1) : 0;
        }
        if (number >= spaced.length) {
            spaced = Arrays.copyOf(spaced, Math.max(FIRST_WORDS, 2 * number));
        }
        spaced[number] = begins; // one that is lost is learnt again
        return begins;
    }

    /** The first place, from one on and before another, that is not known to begin no match by the two characters there. */
    private int place(String text, int from, int to) {
        if (from == 0 || from >= to) {
            return from;
        }
        int at = from;
        char before = text.charAt(at - 1);
        char c = text.charAt(at);
        while (at < to && at + 1 < text.length()) {
            char next = text.charAt(at + 1);
            if ((before | c | next) >= ASCII || (dead[slot(before, c, next)] & bit(c, next)) == 0) {
                return at;
            }
            before = c;
            c = next;
            at++;
        }
        return at;
    }

    /** Those of the wanted patterns that may match from a place on, a bit each. */
    long at(String text, int start, long wanted) {
        Node node = start == 0 ? atStart : behind(text.charAt(start - 1));
        if (start == text.length()) {
            return atEnd(node) & wanted;
        }
        long alive = node.alive & wanted;
        int at = start;
        for (; alive != 0 && !node.isLast && at < text.length(); at++) {
            char c = text.charAt(at);
            Node next = node.next(c);
            node = next == null ? learnt(node, c) : next;
            alive = node.alive & wanted;
        }
        if (node.alive == 0 && at <= start + 2 && start > 0 && start + 1 < text.length()) {
            bury(text.charAt(start - 1), text.charAt(start), text.charAt(start + 1));
        }
        return alive;
    }

    private long atEnd(Node node) {
        if (node == anything) {
            return node.alive;
        }
        if (node.atEnd < 0) {
            long matching = 0;
            for (int i = 0; i < patterns.size(); i++) {
                Matcher matcher = Sought.over(node.letters, patterns.get(i));
                matching |= Sought.matchesAt(matcher, node.start) ? 1L << i : 0;
            }
            node.atEnd = matching;
        }
        return node.atEnd;
    }

    private void bury(char before, char c, char next) {
        if ((before | c | next) < ASCII && KINDS[before] != 0) {
            dead[slot(before, c, next)] |= bit(c, next);
        }
    }

    private static int slot(char before, char c, char next) {
        return (KINDS[before] * ASCII * ASCII + c * ASCII + next) / Long.SIZE;
    }

    private static long bit(char c, char next) {
        return 1L << (c * ASCII + next);
    }

    private Node behind(char before) {
        char c = before;
        if (before < ASCII) {
            c = KINDS[before] == 1 ? 'a' : before;
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
                Matcher matcher = Sought.over(letters, patterns.get(i));
                alive |= Sought.matchesAt(matcher, start) || matcher.hitEnd() ? 1L << i : 0;
            }
        }
        return alive;
    }
}

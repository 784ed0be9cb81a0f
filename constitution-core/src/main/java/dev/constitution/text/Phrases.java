package dev.constitution.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.constitution.chat.FieldHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@code talk.yaml}, and where they stand in a text. All are looked for at once, in a tree of their letters, so
 * that a line is gone through once however many there are.
 */
public final class Phrases {

    /** What a word says; the keys of the file. */
    enum Kind {
        REVISED,
        BETTER,
        ANSWER,
        VERSION,
        REVISION,
        METHOD,
        CHANGED,
        CHANGE,
        NOT,
        NEEDED,
        STANDS,
        SHOWN,
        OPENER,
        ASSENT,
        FIRST_PERSON,
        NOTES,
        BEFORE,
        SMALL,
        WRAPPERS,
        FAULT,
        PRAISE,
        TURN,
        SOUND,
        EARLIER,
        THIS,
        AFTER,
        NOTE,
        WORDING,
        KEEPS,
        REVISES,
        DONE,
        CONCESSION,
        CRITIC,
        OFFER,
        AGAIN,
        ABLE,
        OUGHT,
        MANNER,
        REQUEST,
        PART,
        WRITE,
        THUS,
        FLAW,
        ADVISE;

        @SuppressWarnings("EnumOrdinal") // bits in memory alone
        long bit() {
            return 1L << ordinal();
        }
    }

    /** One word that was found. */
    record Hit(String phrase, int start, int end, long kinds) {
        boolean is(Kind kind) {
            return (kinds & kind.bit()) != 0;
        }

        /** The same word further on. */
        private Hit at(int place) {
            return new Hit(phrase, place + start, place + end, kinds);
        }
    }

    /** From here on scripts join words, or have no spaces between them: Devanagari and further east. */
    private static final int JOINED_WORDS = 0x0900;

    private static final int FIRST_OF_ARABIC = 0x0600;

    /** Small words, and those that open a line or name a part, count whole alone: "or" is not in "original". */
    private static final Set<Kind> WHOLE_ONLY = EnumSet.of(
            Kind.SMALL,
            Kind.ASSENT,
            Kind.NOTES,
            Kind.BEFORE,
            Kind.WRAPPERS,
            Kind.TURN,
            Kind.AFTER,
            Kind.NOTE,
            Kind.KEEPS,
            Kind.REVISES);

    /** The trees by their first letter, since at most places none begins. */
    private static final @Nullable Node[] ROOTS = new @Nullable Node[1 << 16];

    private static final Map<Kind, Set<String>> WHOLE = new EnumMap<>(Kind.class);

    private static final String FINGERPRINT = read();

    private Phrases() {}

    /** The words that go on with the same letters. */
    private static final class Node {
        private final char letter;

        /** By their letters, with as many empty places again, so that most stand where they are looked for first. */
        private @Nullable Node[] next = {};

        private int size;
        private @Nullable String phrase;
        private long kinds;

        /** The kinds of which only the whole word is one. */
        private long wholeKinds;

        Node(char letter) {
            this.letter = letter;
        }

        @Nullable
        Node next(char wanted) {
            return size == 0 ? null : next[slotOf(next, wanted)];
        }

        Node with(char wanted) {
            Node there = next(wanted);
            if (there != null) {
                return there;
            }
            if (2 * size >= next.length) {
                @Nullable Node[] more = new @Nullable Node[Math.max(2, 2 * next.length)];
                for (Node node : next) {
                    if (node != null) {
                        more[slotOf(more, node.letter)] = node;
                    }
                }
                next = more;
            }
            Node node = new Node(wanted);
            next[slotOf(next, wanted)] = node;
            size++;
            return node;
        }

        private static int slotOf(@Nullable Node[] nodes, char letter) {
            int slot = letter & nodes.length - 1;
            for (Node node = nodes[slot]; node != null && node.letter != letter; node = nodes[slot]) {
                slot = slot + 1 & nodes.length - 1;
            }
            return slot;
        }
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Phrases.class.getResourceAsStream("talk.yaml"), "talk.yaml")) {
            JsonNode file = new ObjectMapper(new YAMLFactory()).readTree(in);
            for (Kind kind : Kind.values()) {
                Set<String> whole = WHOLE.computeIfAbsent(kind, k -> new HashSet<>());
                file.required(kind.name().toLowerCase(Locale.ROOT))
                        .forEach(language -> language.forEach(phrase -> {
                            whole.add(TalkLine.withoutHarakat(phrase.textValue().strip()));
                            add(phrase.textValue(), kind);
                        }));
            }
            return new FieldHash().add(file.toString()).hex();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read talk.yaml", e);
        }
    }

    /** What the phrases are known by: SHA-256 in hexadecimal, the same for the same phrases. */
    public static String fingerprint() {
        return FINGERPRINT;
    }

    private static void add(String words, Kind kind) {
        String phrase = TalkLine.withoutHarakat(words.stripTrailing());
        Node node = ROOTS[phrase.charAt(0)];
        if (node == null) {
            node = new Node(phrase.charAt(0));
            ROOTS[phrase.charAt(0)] = node;
        }
        for (int i = 1; i < phrase.length(); i++) {
            node = node.with(phrase.charAt(i));
        }
        node.phrase = phrase;
        if (words.endsWith(" ") || WHOLE_ONLY.contains(kind)) {
            node.wholeKinds |= kind.bit();
        } else {
            node.kinds |= kind.bit();
        }
    }

    /** Whether the file has exactly these words under a kind. */
    static boolean has(Kind kind, String words) {
        return Objects.requireNonNull(WHOLE.get(kind)).contains(words);
    }

    /** Whether a text in lower case begins with a word of a kind. */
    static boolean startsWith(Kind kind, String lower) {
        List<Hit> hits = new ArrayList<>();
        int start = 0;
        while (start < lower.length() && !Character.isLetterOrDigit(lower.charAt(start))) {
            start++;
        }
        addAt(lower, start, hits);
        return hits.stream().anyMatch(hit -> hit.is(kind));
    }

    /**
     * What begins with a word.
     *
     * @param within the phrases that stand in the word alone, where it stands at 0; not to be changed
     * @param last where those are that the word does not end; null for none
     * @param behindSpace where those of them are that go on with a space
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Start(
            Hit[] within, @Nullable Node last, @Nullable Node behindSpace) {}

    /** The phrases that begin with a word in lower case, which no other letter follows. */
    static Start beginningWith(String word) {
        List<Hit> within = new ArrayList<>();
        addAt(word, 0, within);
        Node last = ROOTS[word.charAt(0)];
        for (int i = 1; i < word.length() && last != null; i++) {
            last = last.next(word.charAt(i));
        }
        return new Start(within.toArray(new Hit[within.size()]), last, last == null ? null : last.next(' '));
    }

    /** The longest word of each kind at each place, in order; the text in lower case. */
    static Hit[] in(Words lower) {
        String text = lower.text();
        List<Hit> hits = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < lower.size(); i++) {
            Word word = lower.word(i);
            if (word == null) {
                continue;
            }
            int start = lower.start(i);
            boolean isSpaced = lower.spaced(i) != Words.UNNUMBERED;
            if (!isSpaced) {
                addBetween(text, at, start, hits);
            }
            at = lower.end(i);
            Start phrases = word.phrases();
            for (Hit hit : phrases.within()) {
                hits.add(hit.at(start));
            }
            if (phrases.last() != null && at < text.length()) {
                char next = text.charAt(at);
                addFrom(
                        text,
                        start,
                        at,
                        next == ' ' ? phrases.behindSpace() : phrases.last().next(next),
                        hits);
            }
            if (!isSpaced && lower.isBeforeApostrophe(i) && at - start > 1) {
                addBetween(text, at - 1, at, hits);
            }
        }
        addBetween(text, at, text.length(), hits);
        return hits.toArray(new Hit[hits.size()]);
    }

    private static void addBetween(String lower, int from, int to, List<Hit> hits) {
        for (int at = from; at < to; at++) {
            char c = lower.charAt(at);
            if (ROOTS[c] == null) {
                continue;
            }
            boolean starts = at == 0
                    || c >= JOINED_WORDS
                    || !Character.isLetter(lower.charAt(at - 1))
                    || isBehindParticle(lower, at)
                    || (c == 'n'
                            && at + 1 < lower.length()
                            && (lower.charAt(at + 1) == '\'' || lower.charAt(at + 1) == '’'));
            if (starts) {
                addAt(lower, at, hits);
            }
        }
    }

    /** Arabic joins "and", "so", "for" and "the" to the word that follows. */
    private static boolean isBehindParticle(String lower, int at) {
        if (lower.charAt(at - 1) < FIRST_OF_ARABIC) {
            return false;
        }
        int start = at > 1 && lower.startsWith("ال", at - 2) ? at - 2 : at - 1;
        boolean article = start == at - 2;
        if (article && (start == 0 || !Character.isLetter(lower.charAt(start - 1)))) {
            return true;
        }
        int particle = article ? start - 1 : start;
        return "وفبلك".indexOf(lower.charAt(particle)) >= 0
                && (particle == 0 || !Character.isLetter(lower.charAt(particle - 1)));
    }

    private static void addAt(String lower, int start, List<Hit> hits) {
        if (start < lower.length()) {
            addFrom(lower, start, start, ROOTS[lower.charAt(start)], hits);
        }
    }

    /** Adds the phrases that begin at a place, from one of their letters on. */
    private static void addFrom(String lower, int start, int from, @Nullable Node there, List<Hit> hits) {
        Node node = there;
        for (int at = from; node != null; at++) {
            if (node.phrase != null) {
                long kinds =
                        node.wholeKinds != 0 && endsWord(lower, at + 1) ? node.kinds | node.wholeKinds : node.kinds;
                if (kinds != 0) {
                    hits.add(new Hit(node.phrase, start, at + 1, kinds));
                }
            }
            node = at + 1 < lower.length() ? node.next(lower.charAt(at + 1)) : null;
        }
    }

    private static boolean endsWord(String lower, int end) {
        return end >= lower.length() || lower.charAt(end - 1) >= JOINED_WORDS || !Character.isLetter(lower.charAt(end));
    }
}

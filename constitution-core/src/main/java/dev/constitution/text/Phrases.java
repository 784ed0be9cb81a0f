package dev.constitution.text;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.constitution.chat.FieldHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@code talk.json}, and where they stand in a text. All are looked for at once, in a tree of their letters, so
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

    private static final LetterTree TREE = new LetterTree();

    /** Letters that a phrase begins with: at most places none does. */
    private static final BitSet FIRST = new BitSet(1 << 16);

    /** By the places of the tree at which phrases end. */
    private static @Nullable End[] ends = new @Nullable End[1 << 16];

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private static final String FINGERPRINT = read();

    private Phrases() {}

    /** What ends at a place of the tree. */
    private static final class End {
        private final String phrase;
        private long kinds;

        /** The kinds of which only the whole word is one. */
        private long wholeKinds;

        /** The kinds under which the file has exactly these words. */
        private long exactKinds;

        End(String phrase) {
            this.phrase = phrase;
        }
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Phrases.class.getResourceAsStream("talk.json"), "talk.json")) {
            JsonNode file = JSON.readTree(in);
            for (Kind kind : Kind.values()) {
                file.required(kind.name().toLowerCase(Locale.ROOT))
                        .forEach(language -> language.forEach(phrase -> add(phrase.textValue(), kind)));
            }
            return new FieldHash().add(file.toString()).hex();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read talk.json", e);
        }
    }

    /** What the phrases are known by: SHA-256 in hexadecimal, the same for the same phrases. */
    public static String fingerprint() {
        return FINGERPRINT;
    }

    private static void add(String words, Kind kind) {
        End end = endOf(TalkLine.withoutHarakat(words.stripTrailing()));
        if (words.endsWith(" ") || WHOLE_ONLY.contains(kind)) {
            end.wholeKinds |= kind.bit();
        } else {
            end.kinds |= kind.bit();
        }
        endOf(TalkLine.withoutHarakat(words.strip())).exactKinds |= kind.bit();
    }

    private static End endOf(String phrase) {
        FIRST.set(phrase.charAt(0));
        int node = TREE.add(phrase);
        if (node >= ends.length) {
            ends = Arrays.copyOf(ends, 2 * node);
        }
        End end = ends[node];
        if (end == null) {
            end = new End(phrase);
            ends[node] = end;
        }
        return end;
    }

    /** Whether the file has exactly these words under a kind. */
    static boolean has(Kind kind, String words) {
        int node = TREE.find(words);
        End end = node == LetterTree.NONE ? null : ends[node];
        return end != null && (end.exactKinds & kind.bit()) != 0;
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
     * @param last where in the tree those are that the word does not end; {@link LetterTree#NONE} for none
     * @param behindSpace where those of them are that go on with a space
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Start(Hit[] within, int last, int behindSpace) {}

    /** The phrases that begin with a word in lower case, which no other letter follows. */
    static Start beginningWith(String word) {
        List<Hit> within = new ArrayList<>();
        addAt(word, 0, within);
        int last = TREE.find(word);
        return new Start(
                within.toArray(new Hit[within.size()]), last, last == LetterTree.NONE ? last : TREE.next(last, ' '));
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
            if (phrases.last() != LetterTree.NONE && at < text.length()) {
                char next = text.charAt(at);
                addFrom(text, start, at, next == ' ' ? phrases.behindSpace() : TREE.next(phrases.last(), next), hits);
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
            if (!FIRST.get(c)) {
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
            addFrom(lower, start, start, TREE.next(LetterTree.ROOT, lower.charAt(start)), hits);
        }
    }

    /** Adds the phrases that begin at a place, from one of their letters on. */

    /** Adds the phrases that begin at a place, from one of their letters on. */
    private static void addFrom(String lower, int start, int from, int there, List<Hit> hits) {
        int node = there;
        for (int at = from; node != LetterTree.NONE; at++) {
            End end = ends[node];
            if (end != null) {
                long kinds = end.wholeKinds != 0 && endsWord(lower, at + 1) ? end.kinds | end.wholeKinds : end.kinds;
                if (kinds != 0) {
                    hits.add(new Hit(end.phrase, start, at + 1, kinds));
                }
            }
            node = at + 1 < lower.length() ? TREE.next(node, lower.charAt(at + 1)) : LetterTree.NONE;
        }
    }

    private static boolean endsWord(String lower, int end) {
        return end >= lower.length() || lower.charAt(end - 1) >= JOINED_WORDS || !Character.isLetter(lower.charAt(end));
    }
}

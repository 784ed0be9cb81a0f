package dev.constitution.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.constitution.chat.FieldHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
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
    }

    /** From here on scripts join words, or have no spaces between them: Devanagari and further east. */
    private static final int JOINED_WORDS = 0x0900;

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
        private char[] letters = {};
        private Node[] next = {};
        private @Nullable String phrase;
        private long kinds;

        /** The kinds of which only the whole word is one. */
        private long wholeKinds;

        @Nullable
        Node next(char letter) {
            int at = Arrays.binarySearch(letters, letter);
            return at < 0 ? null : next[at];
        }

        Node with(char letter) {
            int at = Arrays.binarySearch(letters, letter);
            if (at >= 0) {
                return next[at];
            }
            int place = -at - 1;
            letters = Arrays.copyOf(letters, letters.length + 1);
            next = Arrays.copyOf(next, next.length + 1);
            System.arraycopy(letters, place, letters, place + 1, letters.length - place - 1);
            System.arraycopy(next, place, next, place + 1, next.length - place - 1);
            letters[place] = letter;
            next[place] = new Node();
            return next[place];
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
            node = new Node();
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

    /** The longest word of each kind at each place, in order; the text in lower case. */
    static List<Hit> in(String lower) {
        List<Hit> hits = new ArrayList<>();
        for (int at = 0; at < lower.length(); at++) {
            char c = lower.charAt(at);
            if (ROOTS[c] == null) {
                continue;
            }
            boolean starts = at == 0
                    || c >= JOINED_WORDS
                    || isBehindParticle(lower, at)
                    || !Character.isLetter(lower.charAt(at - 1))
                    || (c == 'n'
                            && at + 1 < lower.length()
                            && (lower.charAt(at + 1) == '\'' || lower.charAt(at + 1) == '’'));
            if (starts) {
                addAt(lower, at, hits);
            }
        }
        return hits;
    }

    /** Arabic joins "and", "so", "for" and "the" to the word that follows. */
    private static boolean isBehindParticle(String lower, int at) {
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
        Node node = start < lower.length() ? ROOTS[lower.charAt(start)] : null;
        for (int at = start; node != null; at++) {
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

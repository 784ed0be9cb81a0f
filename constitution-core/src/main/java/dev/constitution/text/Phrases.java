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
import java.util.HashMap;
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
        TURN;

        @SuppressWarnings("EnumOrdinal") // bits in memory alone
        int bit() {
            return 1 << ordinal();
        }
    }

    /** One word that was found. */
    record Hit(String phrase, int start, int end, int kinds) {
        boolean is(Kind kind) {
            return (kinds & kind.bit()) != 0;
        }
    }

    /** From here on scripts join words, or have no spaces between them: Devanagari and further east. */
    private static final int JOINED_WORDS = 0x0900;

    private static final Node ROOT = new Node();
    private static final Map<Kind, Set<String>> WHOLE = new EnumMap<>(Kind.class);

    private static final String FINGERPRINT = read();

    private Phrases() {}

    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>(4);
        private @Nullable String phrase;
        private int kinds;
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Phrases.class.getResourceAsStream("talk.yaml"), "talk.yaml")) {
            JsonNode file = new ObjectMapper(new YAMLFactory()).readTree(in);
            for (Kind kind : Kind.values()) {
                Set<String> whole = WHOLE.computeIfAbsent(kind, k -> new HashSet<>());
                file.required(kind.name().toLowerCase(Locale.ROOT))
                        .forEach(language -> language.forEach(phrase -> {
                            whole.add(phrase.textValue().strip());
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

    private static void add(String phrase, Kind kind) {
        Node node = ROOT;
        for (int i = 0; i < phrase.length(); i++) {
            node = node.next.computeIfAbsent(phrase.charAt(i), c -> new Node());
        }
        node.phrase = phrase;
        node.kinds |= kind.bit();
    }

    /** Whether the file has exactly these words under a kind. */
    static boolean has(Kind kind, String words) {
        return Objects.requireNonNull(WHOLE.get(kind)).contains(words);
    }

    /** The longest word of each kind at each place, in order; the text in lower case. */
    static List<Hit> in(String lower) {
        List<Hit> hits = new ArrayList<>();
        for (int at = 0; at < lower.length(); at++) {
            char c = lower.charAt(at);
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

    /** Arabic joins "and", "so", "for" to the word that follows. */
    private static boolean isBehindParticle(String lower, int at) {
        return "وفبلك".indexOf(lower.charAt(at - 1)) >= 0 && (at == 1 || !Character.isLetter(lower.charAt(at - 2)));
    }

    private static void addAt(String lower, int start, List<Hit> hits) {
        Node node = ROOT;
        for (int at = start; at < lower.length(); at++) {
            node = node.next.get(lower.charAt(at));
            if (node == null) {
                return;
            }
            if (node.phrase != null) {
                if (!isWholeOnly(node.kinds) || endsWord(lower, at + 1)) {
                    hits.add(new Hit(node.phrase, start, at + 1, node.kinds));
                }
            }
        }
    }

    /** Small words, and those that open a line, count whole alone: "or" is not in "original". */
    private static boolean isWholeOnly(int kinds) {
        int partly = ~(Kind.SMALL.bit()
                | Kind.ASSENT.bit()
                | Kind.NOTES.bit()
                | Kind.BEFORE.bit()
                | Kind.WRAPPERS.bit()
                | Kind.TURN.bit());
        return (kinds & partly) == 0;
    }

    private static boolean endsWord(String lower, int end) {
        return end >= lower.length() || lower.charAt(end - 1) >= JOINED_WORDS || !Character.isLetter(lower.charAt(end));
    }
}

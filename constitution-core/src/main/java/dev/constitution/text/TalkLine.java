package dev.constitution.text;

import dev.constitution.text.Phrases.Hit;
import dev.constitution.text.Phrases.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line or a paragraph with what its words say, but for the words that the question has too. */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class TalkLine {
    /** "a version of the law": a version of something else than an answer. */
    private static final Pattern OF_WHAT = Pattern.compile(
            "^\\p{L}*\\s+(?:of|de|del|della|du|da|des|der|von|van|av|af|à|a(?! seguir))\\s+(?:(?:the|your|my|this|our|la|el|het|de|mon|ma|mi)\\s+)?([\\p{L}\\d]+)");

    private static final int STEM = 5;

    private static final Locale TURKISH = Locale.forLanguageTag("tr");

    /** What somebody says, and who: "…," she said. */
    private static final Pattern SPEECH =
            Pattern.compile("\\s*(?:[\"“„«‘].+[\"”“»’][,.!?]?\\s*\\p{L}.*|[「『].+[」』].+|[—–]\\s?\\p{L}.*)");

    private final String plain;
    private final String lower;
    private final ArrayList<Hit> hits = new ArrayList<>();
    private long kindsOfHits;
    private long kinds;
    private boolean isOfSomethingElse;

    TalkLine(String text, Set<String> ignored) {
        Words words = Words.of(withoutMarkup(text));
        plain = words.text();
        boolean isTurkish = !words.isAscii() && plain.indexOf('İ') >= 0;
        Words inLower = isTurkish ? Words.of(plain.toLowerCase(TURKISH)) : words.lower();
        lower = inLower.text();
        Hit[] all = inLower.phrases();
        long others = kinds(all) & (Kind.CHANGED.bit() | Kind.TURN.bit());
        for (Hit hit : all) {
            if (!isIgnored(hit, ignored) && !(others != 0 && hit.is(Kind.NOT) && isInOther(hit, all))) {
                hits.add(hit);
                kindsOfHits |= hit.kinds();
            }
        }
        kinds = kindsOfHits;
        if (has(Kind.VERSION) && !has(Kind.ANSWER) && versionsAreOfSomethingElse()) {
            isOfSomethingElse = true;
            kinds &= ~(Kind.VERSION.bit() | Kind.REVISION.bit());
        }
    }

    private static long kinds(Hit[] hits) {
        long kinds = 0;
        for (Hit hit : hits) {
            kinds |= hit.kinds();
        }
        return kinds;
    }

    /** "no longer" is no "no", nor is 不过. */
    private static boolean isInOther(Hit not, Hit[] all) {
        for (Hit hit : all) {
            if (hit.start() == not.start() && hit.end() > not.end() + 1 && hit.is(Kind.CHANGED)
                    || hit.is(Kind.TURN)
                            && hit.start() <= not.start()
                            && hit.end() >= not.end()
                            && hit.end() - hit.start() > not.end() - not.start()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the question has the word, or another form of it: "correct" for "corrected". */
    private static boolean isIgnored(Hit hit, Set<String> ignored) {
        if (ignored.isEmpty()) {
            return false;
        }
        String phrase = hit.phrase();
        return ignored.contains(phrase)
                || hit.is(Kind.REVISED)
                        && phrase.length() >= STEM
                        && ignored.stream().anyMatch(word -> word.startsWith(phrase.substring(0, STEM)))
                || phrase.startsWith("ال") && ignored.contains(phrase.substring(2))
                || phrase.length() > 5
                        && (ignored.contains(phrase.substring(0, phrase.length() - 1))
                                || ignored.contains(phrase.substring(0, phrase.length() - 2)));
    }

    private boolean versionsAreOfSomethingElse() {
        return hits.stream().filter(hit -> hit.is(Kind.VERSION)).allMatch(hit -> {
            Matcher of = OF_WHAT.matcher(lower.substring(hit.end()));
            return of.find();
        });
    }

    /** A text's first line. */
    static String firstOf(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(0, end);
    }

    static String withoutMarkup(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isMarkup(text.charAt(start))) {
            start++;
        }
        while (end > start && isMarkup(text.charAt(end - 1))) {
            end--;
        }
        Words words = Words.of(text.substring(start, end));
        if (words.isAscii() && !words.mayHave('*')) { // as most
            return words.text();
        }
        return withoutHarakat(words.text().replace("**", ""));
    }

    /** Without Arabic signs for short and double sounds, and for a longer stroke, which a writer may set or leave out. */
    static String withoutHarakat(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isHaraka(text.charAt(i))) { // in hardly any text
                StringBuilder plain = new StringBuilder(text.length());
                text.chars().filter(c -> !isHaraka(c)).forEach(c -> plain.append((char) c));
                return plain.toString();
            }
        }
        return text;
    }

    private static boolean isHaraka(int c) {
        return c >= 0x0640 && (c == 0x0640 || c >= 0x064B && c <= 0x0652 || c == 0x0670);
    }

    /** Whether a first line is what somebody says in a story. */
    static boolean isSpeech(String first) {
        return SPEECH.matcher(first).matches();
    }

    private static boolean isMarkup(char c) {
        return Character.isWhitespace(c) || c == '*' || c == '_' || c == '#' || c == '>' || c == '`';
    }

    /** A line of what is left of this one: itself, unless there is mark-up below its mark-up. */
    TalkLine again() {
        return withoutMarkup(lower).equals(lower) ? this : new TalkLine(lower, Set.of());
    }

    boolean has(Kind kind) {
        return (kinds & kind.bit()) != 0;
    }

    boolean hasAnyOf(long bits) {
        return (kinds & bits) != 0;
    }

    boolean hasAny(Kind first, Kind... more) {
        for (Kind kind : more) {
            if (has(kind)) {
                return true;
            }
        }
        return has(first);
    }

    /** Whether a word of a kind stands at most so far before one of another, in scripts that join words. */
    boolean isFollowedBy(Kind first, Kind next, int within) {
        return any(
                first,
                hit -> lower.charAt(hit.start()) >= 0x0900
                        && any(next, it -> it.start() >= hit.end() && it.start() - hit.end() <= within));
    }

    /** Whether it has a word of a kind that is none of another. */
    boolean hasAlone(Kind kind, Kind other) {
        return any(kind, hit -> !any(other, it -> it.start() <= hit.start() && it.end() >= hit.end()));
    }

    boolean hasAll(Kind... all) {
        for (Kind kind : all) {
            if (!has(kind)) {
                return false;
            }
        }
        return true;
    }

    /** Whether one word is of two kinds: "usunąłem", "I removed". */
    boolean hasBoth(Kind one, Kind other) {
        return any(one, hit -> hit.is(other));
    }

    /** Whether it speaks of a version of some text that is no answer. */
    boolean isOfSomethingElse() {
        return isOfSomethingElse;
    }

    /** How many words of a kind there are. */
    int count(Kind kind) {
        int count = 0;
        int last = -1;
        for (Hit hit : hits) { // in their order
            if (hit.is(kind) && hit.start() != last) {
                count++;
                last = hit.start();
            }
        }
        return count;
    }

    List<Hit> hits() {
        return hits;
    }

    /** Whether some word of a kind is as it is told. */
    boolean any(Kind kind, Predicate<Hit> isSo) {
        if ((kindsOfHits & kind.bit()) == 0) { // in most texts
            return false;
        }
        for (Hit hit : hits) {
            if (hit.is(kind) && isSo.test(hit)) {
                return true;
            }
        }
        return false;
    }

    /** Where the first word of a kind stands; behind the text where there is none. */
    int first(Kind kind) {
        for (Hit hit : hits) {
            if (hit.is(kind)) {
                return hit.start();
            }
        }
        return lower.length();
    }

    /** Whether it points at a text: "this version", where nothing stands between the two. */
    boolean pointsAtText() {
        return any(
                Kind.THIS,
                points -> !points.phrase().equals("i")
                        && hits.stream()
                                .anyMatch(hit -> (hit.is(Kind.REVISION)
                                                || hit.is(Kind.VERSION)
                                                || hit.is(Kind.ANSWER)
                                                || hit.is(Kind.REVISED))
                                        && hit.start() >= points.end()
                                        && hit.start() <= points.end() + 1));
    }

    /** Where a text stands that the first words point at, "this version", "the new answer"; 0 where they do not. */
    int pointedAtAtTheStart() {
        return hits.stream()
                .filter(points -> points.is(Kind.THIS)
                        && !points.is(Kind.ANSWER)
                        && points.start() <= 2
                        && !points.phrase().equals("i"))
                .flatMapToInt(points -> hits.stream()
                        .filter(hit -> (hit.is(Kind.VERSION) || hit.is(Kind.ANSWER))
                                && hit.start() >= points.end()
                                && hit.start() <= points.end() + 1)
                        .mapToInt(Hit::start))
                .findFirst()
                .orElse(0);
    }

    int length() {
        return plain.length();
    }

    String lower() {
        return lower;
    }

    boolean endsInColon() {
        return plain.endsWith(":") || plain.endsWith("：");
    }

    /** A letter, a digit, or a sign above or below one, as Devanagari writes vowels. */
    private static boolean isInWord(char c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** How many words, in scripts without spaces pairs of characters, say nothing of the kind that the file knows. */
    int strangers() {
        boolean[] known = new boolean[lower.length()];
        for (Hit hit : hits) {
            int end = hit.end();
            if (lower.charAt(end - 1) < 0x0900) {
                while (end < lower.length() && Character.isLetter(lower.charAt(end))) {
                    end++;
                }
            }
            for (int i = hit.start(); i < end; i++) {
                known[i] = true;
            }
        }
        int strangers = 0;
        int joined = 0;
        for (int i = 0; i < lower.length(); i++) {
            boolean letter = Character.isLetterOrDigit(lower.charAt(i));
            boolean first = i == 0 || !isInWord(lower.charAt(i - 1)) || lower.charAt(i) >= 0x2E80;
            if (letter && first && !known[i]) {
                if (lower.charAt(i) >= 0x2E80) {
                    joined++;
                } else {
                    strangers++;
                }
            }
        }
        return strangers + joined / 2;
    }
}

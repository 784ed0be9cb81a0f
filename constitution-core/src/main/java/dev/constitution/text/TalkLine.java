package dev.constitution.text;

import dev.constitution.text.Phrases.Hit;
import dev.constitution.text.Phrases.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line or a paragraph with what its words say, but for the words that the question has too. */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class TalkLine {
    /** "a version of the law": a version of something else than an answer. */
    private static final Pattern OF_WHAT = Pattern.compile(
            "^\\p{L}*\\s+(?:of|de|del|della|du|da|des|der|von|van|av|af)\\s+(?:(?:the|your|my|this|our|la|el|het|de|mon|ma|mi)\\s+)?(\\p{L}+)");

    private final String plain;
    private final String lower;
    private final List<Hit> hits = new ArrayList<>();
    private int kinds;
    private boolean isOfSomethingElse;

    TalkLine(String text, Set<String> ignored) {
        plain = withoutMarkup(text);
        lower = plain.toLowerCase(Locale.ROOT);
        for (Hit hit : Phrases.in(lower)) {
            if (!isIgnored(hit, ignored)) {
                hits.add(hit);
                kinds |= hit.kinds();
            }
        }
        if (has(Kind.VERSION) && !has(Kind.ANSWER) && versionsAreOfSomethingElse()) {
            isOfSomethingElse = true;
            kinds &= ~(Kind.VERSION.bit() | Kind.REVISION.bit());
        }
    }

    /** Whether the question has the word, or another form of it: "correct" for "corrected". */
    private static boolean isIgnored(Hit hit, Set<String> ignored) {
        if (ignored.isEmpty()) {
            return false;
        }
        String phrase = hit.phrase();
        return ignored.contains(phrase)
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

    static String withoutMarkup(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isMarkup(text.charAt(start))) {
            start++;
        }
        while (end > start && isMarkup(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end).replace("**", "");
    }

    private static boolean isMarkup(char c) {
        return Character.isWhitespace(c) || c == '*' || c == '_' || c == '#' || c == '>' || c == '`';
    }

    boolean has(Kind kind) {
        return (kinds & kind.bit()) != 0;
    }

    boolean hasAny(Kind first, Kind... more) {
        for (Kind kind : more) {
            if (has(kind)) {
                return true;
            }
        }
        return has(first);
    }

    /** Whether it speaks of a version of some text that is no answer. */
    boolean isOfSomethingElse() {
        return isOfSomethingElse;
    }

    /** How many words of a kind there are. */
    long count(Kind kind) {
        return hits.stream()
                .filter(hit -> hit.is(kind))
                .mapToInt(Hit::start)
                .distinct()
                .count();
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

    /** How many words, in scripts without spaces characters, say nothing of the kind that the file knows. */
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
        for (int i = 0; i < lower.length(); i++) {
            boolean letter = Character.isLetterOrDigit(lower.charAt(i));
            boolean first = i == 0 || !Character.isLetterOrDigit(lower.charAt(i - 1)) || lower.charAt(i) >= 0x2E80;
            if (letter && first && !known[i]) {
                strangers++;
            }
        }
        return strangers;
    }
}

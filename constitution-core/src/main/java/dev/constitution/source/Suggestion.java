package dev.constitution.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** The name that a misspelt one was probably meant to be, and the endings of messages that offer it. */
public final class Suggestion {
    private Suggestion() {}

    /** The known name nearest to this one, if at most a third of its letters differ. */
    static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) >= 0)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** {@code ; did you mean "leak"?} for the nearest known name, or for those that this one begins, or nothing. */
    public static String clause(String name, Collection<String> known) {
        return of(name, known)
                .map(near -> "\"" + near + "\"")
                .or(() -> begun(name, known))
                .map(meant -> "; did you mean " + meant + "?")
                .orElse("");
    }

    /** The known names of which this is the part before a hyphen, as {@code verl} of {@code verl-sft}. */
    private static Optional<String> begun(String name, Collection<String> known) {
        String beginning = name.toLowerCase(Locale.ROOT) + "-";
        return known.stream()
                .filter(candidate -> candidate.toLowerCase(Locale.ROOT).startsWith(beginning))
                .map(candidate -> "\"" + candidate + "\"")
                .reduce((before, last) -> before + " or " + last);
    }

    /** {@link #clause}, followed by all known names: {@code ; did you mean "leak"? known gates: echo, leak}. */
    public static String clauseAndList(String name, Collection<String> known, String label) {
        return clauseAnd(name, known, label, String.join(", ", known));
    }

    /** The same with the names in quotes: {@code ; did you mean "dpo"? known formats: "dpo", "sft"}. */
    public static String clauseAndQuotedList(String name, Collection<String> known, String label) {
        return clauseAnd(name, known, label, quotedList(known));
    }

    /** The names in quotes, separated by commas. */
    public static String quotedList(Collection<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    private static String clauseAnd(String name, Collection<String> known, String label, String list) {
        String clause = clause(name, known);
        return (clause.isEmpty() ? ";" : clause) + " " + label + ": " + list;
    }

    /**
     * The fewest letters to insert, drop, replace or swap with their neighbour, compared without case; -1 where they are
     * more than a third of the candidate's.
     */
    private static int distance(String name, String candidate) {
        int tolerance = Math.max(1, candidate.length() / 3);
        return new DamerauLevenshteinDistance(tolerance)
                .apply(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
    }
}

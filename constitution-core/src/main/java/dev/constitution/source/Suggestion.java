package dev.constitution.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one was probably meant to be. */
public final class Suggestion {
    private Suggestion() {}

    /** The known name nearest to this one, if at most a third of its letters differ. */
    static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> isNear(name, candidate))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    private static boolean isNear(String name, String candidate) {
        int tolerance = Math.max(1, candidate.length() / 3);
        return Math.abs(name.length() - candidate.length()) <= tolerance && distance(name, candidate) <= tolerance;
    }

    /** {@code ; did you mean "…"?} for the nearest known name, or nothing. */
    static String clause(String name, Collection<String> known) {
        return of(name, known).map(s -> "; did you mean \"" + s + "\"?").orElse("");
    }

    /** {@link #clause}, followed by all known names under a label. */
    public static String clauseAndList(String name, Collection<String> known, String label) {
        String clause = clause(name, known);
        return (clause.isEmpty() ? "; " : clause + " ") + label + ": " + String.join(", ", known);
    }

    /** The fewest letters to insert, drop, replace or swap with their neighbour, compared without case. */
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}

package dev.constitution.runner.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Endings of error messages that help with a misspelt name. */
public final class Suggestions {
    private Suggestions() {}

    /** {@code ; did you mean "prompt"?}, or nothing when no known name is near. */
    public static String didYouMean(String word, Collection<String> known) {
        int tolerance = Math.min(word.length() - 1, Math.max(2, word.length() / 3));
        return known.stream()
                .filter(name -> distance(word, name) <= tolerance)
                .min(Comparator.comparingInt(name -> distance(word, name)))
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
    }

    /** {@code ; did you mean "dpo"? known formats: "dpo", "sft"}, or without the question when no known name is near. */
    public static String known(String kinds, String word, Collection<String> known) {
        String question = didYouMean(word, known);
        return (question.isEmpty() ? ";" : question) + " known " + kinds + ": " + list(known);
    }

    /** The names in quotes, separated by commas. */
    public static String list(Collection<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    /** Levenshtein's distance without regard to case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

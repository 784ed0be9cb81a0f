package dev.constitution.runner.propose;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads rules from a model's reply: lines that begin as a list does, of a length that a norm can have. */
final class ProposalReader {
    private static final Pattern LINE = Pattern.compile("^\\s*(?:[-*•–]|\\d{1,2}[.)])\\s+(.+)$");
    private static final Pattern NAMES_AN_ANSWER = Pattern.compile("(?i)\\b(?:answer|response) [\"'(]?[AB]\\b");
    private static final int FEWEST_WORDS = 4;
    private static final int MOST_WORDS = 40;

    private ProposalReader() {}

    static List<String> norms(String reply) {
        List<String> norms = new ArrayList<>();
        for (String line : reply.lines().toList()) {
            Matcher item = LINE.matcher(line);
            if (item.matches() && norms.size() < ProposalRequest.MOST) {
                String norm = item.group(1)
                        .replaceAll("[*_`]{1,2}(?=\\S)|(?<=\\S)[*_`]{1,2}", "")
                        .strip();
                int words = norm.split("\\s+", -1).length;
                // A rule about answer A says nothing of others.
                if (words >= FEWEST_WORDS
                        && words <= MOST_WORDS
                        && !NAMES_AN_ANSWER.matcher(norm).find()) {
                    norms.add(sentence(norm));
                }
            }
        }
        return norms;
    }

    private static String sentence(String norm) {
        int first = norm.offsetByCodePoints(0, 1);
        String capital = norm.substring(0, first).toUpperCase(java.util.Locale.ROOT) + norm.substring(first);
        return capital.matches("(?s).*[.!?。]$") ? capital : capital + ".";
    }
}

package dev.constitution.runner.advice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an English norm requests, one piece of text for each of its predicates. Told from the verbs that norms are made of, so a
 * rare verb is missed and no noun is taken for one.
 */
final class Requests {
    private static final Set<String> BASE = Set.of((""
                    + "accept acknowledge address admit allow answer apologise apologize ask avoid be challenge check cite claim"
                    + " clarify condemn consider contain contribute correct cover decline describe distinguish do encourage endorse"
                    + " explain express fit focus follow give have help hurt include inform insult invite keep lecture let lie list"
                    + " make meet mention mislead mock name offer point present preserve protect provide put recommend refer refrain"
                    + " refuse reject remain respect reveal say serve share show speak state stay suggest support take tell treat"
                    + " use warn write")
            .split(" "));

    private static final Set<String> THIRD = third();
    private static final Set<String> MODALS = Set.of("should", "must", "shall", "will", "ought", "could", "can", "may");
    private static final Set<String> BETWEEN = Set.of("also", "then", "always", "still", "never", "it", "they", "only");
    private static final Set<String> SUBJECTS = Set.of(
            "it", "they", "the", "a", "good", "assistant", "response", "answer", "model", "responses", "answers");
    private static final Pattern CHOICE =
            Pattern.compile("(?is)^\\s*(?:please )?(?:choose|pick|select|prefer)\\b.*?\\b(?:that|which)\\b");
    /** Behind a base form they make it a noun: "respect for", "support to". */
    private static final Set<String> PREPOSITIONS = Set.of("to", "of", "for", "in", "on", "with", "from", "and", "or");

    private static final Set<String> JOINS = Set.of("and", "but", ",", ";", ".");

    private Requests() {}

    private static Set<String> third() {
        Set<String> third = new HashSet<>(Set.of("is", "does", "has"));
        for (String verb : BASE) {
            if (verb.matches(".*(s|sh|ch|x|o)")) {
                third.add(verb + "es");
            } else if (verb.matches(".*[^aeiou]y")) {
                third.add(verb.substring(0, verb.length() - 1) + "ies");
            } else {
                third.add(verb + "s");
            }
        }
        return third;
    }

    /** The requests of a norm, each from its verb on; one where no verb is known. */
    static List<List<String>> of(String norm) {
        List<String> tokens = English.tokens(CHOICE.matcher(norm).replaceFirst(""));
        int main = main(tokens);
        if (main < 0) {
            return List.of(tokens);
        }
        boolean third = THIRD.contains(tokens.get(main));
        List<Integer> starts = new ArrayList<>(List.of(main));
        for (int i = main + 1; i < tokens.size(); i++) {
            int verb = JOINS.contains(tokens.get(i)) ? verbBehind(tokens, i, third) : -1;
            if (verb > starts.get(starts.size() - 1)) {
                starts.add(verb);
            }
        }
        List<List<String>> requests = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : tokens.size();
            requests.add(tokens.subList(starts.get(i), end));
        }
        return requests;
    }

    /** Where the first predicate begins. */
    private static int main(List<String> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (MODALS.contains(token) || THIRD.contains(token) || (i == 0 && isImperative(token))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isImperative(String token) {
        return BASE.contains(token) || token.equals("never") || token.equals("don't");
    }

    /** The verb behind a join, if a further request begins there; else -1. */
    private static int verbBehind(List<String> tokens, int join, boolean third) {
        int at = join + 1;
        while (at < tokens.size() && (JOINS.contains(tokens.get(at)) || isBetween(tokens, at, join))) {
            at++;
        }
        if (at + 1 >= tokens.size() || !English.isWord(tokens.get(at + 1))) {
            return -1;
        }
        String verb = tokens.get(at);
        String next = tokens.get(at + 1);
        boolean further = MODALS.contains(verb)
                || (third ? THIRD.contains(verb) : BASE.contains(verb) && !PREPOSITIONS.contains(next));
        return further && !next.equals("so") ? at : -1;
    }

    private static boolean isBetween(List<String> tokens, int at, int join) {
        String token = tokens.get(at);
        return BETWEEN.contains(token)
                || token.endsWith("ly")
                || (tokens.get(join).equals(".") && SUBJECTS.contains(token));
    }
}

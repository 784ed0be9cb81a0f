package dev.constitution.runner.advice;

import dev.constitution.principles.Choice;
import dev.constitution.principles.ComparisonExemplar;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitution.Precedence;
import dev.constitution.principles.Decision;
import dev.constitution.source.SourceNode;
import dev.constitution.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What only the set as a whole tells: duplicates, languages, the order, the worked examples. */
final class SetRules {
    private static final int FEWEST_EXAMPLES = 3;

    private static final Pattern RANKS =
            Pattern.compile("(?i)\\b(?:takes? precedence|overrides?|over all other principles"
                    + "|above (?:all|any) other (?:principles?|rules?)|(?:earlier|previous|preceding|first|second|other|higher)"
                    + " (?:principle|rule|law)s?)\\b");

    private SetRules() {}

    static List<Advice> of(Constitution set, SourceNode root) {
        List<Advice> advice = new ArrayList<>();
        languages(set, root, advice);
        examples(set, root, advice);
        return advice;
    }

    /** Those rules that read English. */
    static List<Advice> ofEnglish(Constitution set, SourceNode root) {
        List<Advice> advice = new ArrayList<>();
        duplicates(set, root, advice);
        if (set.precedence() == Precedence.FLAT) {
            for (SourceNode principle : root.get("principles").items()) {
                if (RANKS.matcher(principle.text("norm")).find()) {
                    advice.add(Advice.at(
                            principle.get("norm"),
                            AdviceKind.ORDER,
                            principle.text("id"),
                            "the norm ranks principles, and the set is flat",
                            "write \"precedence: ordered\" and the highest principle first, or leave the rank out"));
                }
            }
        }
        return advice;
    }

    private static void duplicates(Constitution set, SourceNode root, List<Advice> advice) {
        List<SourceNode> all = root.get("principles").items();
        List<Set<String>> stems =
                all.stream().map(one -> English.content(one.text("norm"))).toList();
        for (int later = 1; later < all.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (English.alike(stems.get(earlier), stems.get(later))) {
                    boolean ordered = set.precedence() == Precedence.ORDERED;
                    String first = all.get(earlier).text("id");
                    advice.add(Advice.at(
                            all.get(later).get("norm"),
                            AdviceKind.NEAR_DUPLICATE,
                            all.get(later).text("id"),
                            "the norm says in nearly the same words what \"" + first + "\" says"
                                    + (ordered ? " before it" : ""),
                            "leave one out, or word what sets them apart"));
                    break;
                }
            }
        }
    }

    private static void languages(Constitution set, SourceNode root, List<Advice> advice) {
        String stated = Locale.forLanguageTag(set.language()).getLanguage();
        for (SourceNode principle : root.get("principles").items()) {
            for (String key : List.of("norm", "critique_request", "revision_request", "comparison")) {
                if (principle.has(key)) {
                    Language.of(principle.text(key))
                            .filter(found -> found.length() == 2 && !found.equals(stated))
                            .ifPresent(found -> advice.add(Advice.at(
                                    principle.get(key),
                                    AdviceKind.LANGUAGE,
                                    principle.text("id"),
                                    "the " + key.replace('_', ' ') + " is in \"" + found + "\", the set says \""
                                            + stated + "\"",
                                    "translate it, or state the set's language")));
                }
            }
        }
    }

    private static void examples(Constitution set, SourceNode root, List<Advice> advice) {
        if (set.exemplars().isEmpty() != set.comparisonExemplars().isEmpty()) {
            boolean revisions = !set.exemplars().isEmpty();
            advice.add(Advice.ofSet(
                    root.get(revisions ? "exemplars" : "comparison_exemplars"),
                    AdviceKind.EXAMPLES,
                    revisions
                            ? "there are worked examples of revision, and none of comparison"
                            : "there are worked examples of comparison, and none of revision",
                    "add some where the set serves for both"));
        }
        if (set.exemplars().size() >= FEWEST_EXAMPLES
                && set.exemplars().stream().allMatch(one -> one.decision() == Decision.REVISE)) {
            advice.add(Advice.ofSet(
                    root.get("exemplars"),
                    AdviceKind.EXAMPLES,
                    "every worked example ends in a revision",
                    "add one of a good answer, with \"decision: keep\""));
        }
        List<Choice> better = set.comparisonExemplars().stream()
                .filter(ComparisonExemplar::hasReasoning)
                .map(ComparisonExemplar::better)
                .toList();
        if (better.size() >= FEWEST_EXAMPLES && better.stream().distinct().count() == 1) {
            advice.add(Advice.ofSet(
                    root.get("comparison_exemplars"),
                    AdviceKind.EXAMPLES,
                    "in every reasoned example of comparison the same answer is better",
                    "let the other one be better in half of them"));
        }
    }
}

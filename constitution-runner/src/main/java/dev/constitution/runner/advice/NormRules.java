package dev.constitution.runner.advice;

import dev.constitution.source.SourceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an English norm can be told by alone: whether it is negative, asks several things, or names a trait. */
final class NormRules {
    private static final int MOST_WORDS = 45;
    private static final double MOSTLY = 0.5;

    private static final Pattern NEGATIVE = Pattern.compile(
            "^(?:(?:never|don't|cannot|avoids?|refrains?|lacks?)\\b|(?:\\S+ ){0,1}(?:not|never|no|nothing|nobody|avoid|refrain)\\b"
                    + "|\\S+ (?:free|devoid) (?:of|from)\\b)");

    private static final Set<String> TRAITS = Set.of((""
                    + "amiable benevolent brave calm careful caring compassionate conscientious considerate cordial courageous"
                    + " courteous curious decent empathetic engaging ethical fair friendly generous gentle good harmless helpful"
                    + " honest humble impartial inclusive insightful intelligent kind loving loyal moral neutral nice objective"
                    + " open-minded patient peaceful pleasant polite professional reasonable reliable respectful responsible"
                    + " sensible sensitive sincere smart socially thoughtful tolerant trustworthy truthful unbiased useful virtuous"
                    + " warm wise")
            .split(" "));

    private static final Set<String> COPULAS =
            Set.of("is", "be", "are", "sounds", "sound", "seems", "remains", "stays");

    /** What a list of traits is held together by. */
    private static final Set<String> FILLING = Set.of(
            "as", "it", "can", "and", "or", "very", "within", "that", "always", "someone", "like", "a", "person",
            "than", "more", "most", "not", "too", "should", "must", "in", "tone", "to");

    private NormRules() {}

    static List<Advice> of(String id, SourceNode norm) {
        List<Advice> advice = new ArrayList<>();
        List<List<String>> requests = Requests.of(norm.text());
        if (requests.stream().allMatch(NormRules::isNegative)) {
            advice.add(Advice.at(
                    norm,
                    AdviceKind.NEGATIVE,
                    id,
                    "the norm says only what a good answer leaves out",
                    "say what it does in its place"));
        }
        if (requests.size() > 1) {
            advice.add(Advice.at(
                    norm,
                    AdviceKind.SEVERAL_REQUESTS,
                    id,
                    "the norm makes " + requests.size() + " requests: " + openings(requests),
                    "make a principle of each, or keep the one that matters"));
        } else if (isTrait(requests.get(0))) {
            advice.add(Advice.at(
                    norm,
                    AdviceKind.TRAIT,
                    id,
                    "the norm names traits and no behaviour",
                    "say what an answer does by which one sees them"));
        }
        long words = English.words(norm.text());
        if (words > MOST_WORDS) {
            advice.add(Advice.at(
                    norm,
                    AdviceKind.LONG,
                    id,
                    "the norm has " + words + " words",
                    "cut it to " + MOST_WORDS + " or fewer; details belong into the critique request"));
        }
        return advice;
    }

    private static boolean isNegative(List<String> request) {
        return NEGATIVE.matcher(String.join(" ", request)).find();
    }

    /** Whether a predicate is a list of traits, as far as a colon goes; a colon with a verb behind it explains them. */
    private static boolean isTrait(List<String> request) {
        int colon = request.indexOf(":");
        List<String> list = colon < 0 ? request : request.subList(0, colon);
        boolean copula = list.stream().limit(2).anyMatch(COPULAS::contains);
        boolean explained = colon >= 0
                && Requests.of(String.join(" ", request.subList(colon + 1, request.size())))
                                .get(0)
                                .size()
                        < request.size() - colon - 1;
        if (!copula || explained) {
            return false;
        }
        long traits = list.stream().filter(TRAITS::contains).count();
        long others = list.stream()
                .filter(token -> English.isWord(token)
                        && !TRAITS.contains(token)
                        && !COPULAS.contains(token)
                        && !FILLING.contains(token))
                .count();
        return traits > 0 && traits > MOSTLY * (traits + others);
    }

    private static String openings(List<List<String>> requests) {
        List<String> openings = new ArrayList<>();
        for (List<String> request : requests) {
            openings.add("\""
                    + String.join(
                            " ",
                            request.stream().filter(English::isWord).limit(3).toList()) + " …\"");
        }
        return String.join(", ", openings);
    }
}

package dev.constitution.runner.advice;

import dev.constitution.source.SourceNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a principle's English requests ask about its norm, of the right answer, and for the better one. */
final class RequestRules {
    private static final int MOST_WORDS = 100;

    /** With fewer words in common, another principle's subject is no find. */
    private static final int FEWEST_COMMON = 2;

    /** A norm of fewer words of its own may well be paraphrased. */
    private static final int FEWEST_OWN = 3;

    private static final Pattern TWO_ANSWERS = words("(?:two|both|these) (?:responses|answers|replies|completions)"
            + "|which (?:response|answer|reply|completion)|(?:response|answer|option|assistant) \\(?[ab]\\)?");
    private static final Pattern ONE_ANSWER = words("your (?:last |previous )?(?:response|answer|reply)");
    private static final Pattern WHICH =
            words("which|choose|select|pick|prefer(?:red|able)?|compare|better|best|more|less|fewer|most|least");
    private static final Pattern WORSE =
            words("(?:which|choose|select|pick|prefer)\\b[^.?!;:]*?\\b(?:more|most|greater|greatest)"
                    + " (?:\\w+ly )?(?:harmful|harm|toxic|toxicity|offensive|racist|sexist|biased|bias|dangerous|rude|unethical|illegal"
                    + "|immoral|dishonest|misleading|violent|hateful|deceptive|insulting|unhelpful|evasive)");
    private static final Pattern FORM = words(
            "(?:answer|reply|respond|output|return|write|say|end|finish)\\b[^.?!]{0,30}?\\b(?:yes or no|only (?:with|yes|a|the"
                    + " letter)|\\(a\\) or \\(b\\)|a or b|json|in xml|with a letter|a single letter|a (?:score|number) (?:from"
                    + "|between|of)|no critique needed)");

    private static final List<String> KEYS = List.of("critique_request", "revision_request", "comparison");

    private RequestRules() {}

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?i)(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])");
    }

    static List<Advice> of(SourceNode principle, List<SourceNode> all) {
        List<Advice> advice = new ArrayList<>();
        String id = principle.text("id");
        for (String key : KEYS) {
            if (principle.has(key)) { // what is worded from the norm is in order
                SourceNode request = principle.get(key);
                subject(principle, key, all).ifPresent(advice::add);
                length(id, key, request).ifPresent(advice::add);
                if (FORM.matcher(request.text()).find()) {
                    advice.add(Advice.at(
                            request,
                            AdviceKind.OUTPUT_FORM,
                            id,
                            said(key) + " says in which form to reply",
                            "ask about the answer alone"));
                }
                if (key.equals("comparison")) {
                    comparison(id, request).ifPresent(advice::add);
                } else if (TWO_ANSWERS.matcher(request.text()).find()) {
                    advice.add(Advice.at(
                            request,
                            AdviceKind.WRONG_ANSWER,
                            id,
                            said(key) + " speaks of two answers, where there is one",
                            "speak of \"your last response\""));
                }
            }
        }
        return advice;
    }

    private static Optional<Advice> comparison(String id, SourceNode request) {
        String text = request.text();
        if (ONE_ANSWER.matcher(text).find()) {
            return Optional.of(Advice.at(
                    request,
                    AdviceKind.WRONG_ANSWER,
                    id,
                    "the comparison speaks of the judge's own answer, which there is not",
                    "ask \"which of the two responses …\""));
        } else if (!WHICH.matcher(text).find()) {
            return Optional.of(Advice.at(
                    request,
                    AdviceKind.ASKS_NOTHING,
                    id,
                    "the comparison does not ask which answer is better",
                    "ask \"which of the two responses …\""));
        } else if (WORSE.matcher(text).find()) {
            return Optional.of(Advice.at(
                    request,
                    AdviceKind.ASKS_FOR_WORSE,
                    id,
                    "the comparison asks for the worse answer, which would be chosen",
                    "ask which of the two is less so"));
        }
        return Optional.empty();
    }

    /** A request without a word of its norm, the more so if it has those of another principle. */
    private static Optional<Advice> subject(SourceNode principle, String key, List<SourceNode> all) {
        String id = principle.text("id");
        SourceNode request = principle.get(key);
        Set<String> asked = English.content(request.text());
        Set<String> own = English.content(principle.text("norm") + " " + id.replace('-', ' '));
        if (principle.has("title")) {
            own.addAll(English.content(principle.text("title")));
        }
        if (own.isEmpty() || common(asked, own) > 0) {
            return Optional.empty();
        }
        for (SourceNode other : all) {
            if (!other.at().equals(principle.at())
                    && common(asked, English.content(other.text("norm"))) >= FEWEST_COMMON) {
                return Optional.of(Advice.at(
                        request,
                        AdviceKind.OTHER_SUBJECT,
                        id,
                        said(key) + " has no word of its norm, and several of that of \"" + other.text("id") + "\"",
                        "ask about the norm of \"" + id + "\""));
            }
        }
        if (own.size() < FEWEST_OWN) {
            return Optional.empty(); // "What is best for humanity" has no words to go by
        }
        Set<String> wider = new HashSet<>();
        for (String sibling : KEYS) {
            if (!sibling.equals(key) && principle.has(sibling)) {
                wider.addAll(English.content(principle.text(sibling)));
            }
        }
        return common(asked, wider) > 0
                ? Optional.empty()
                : Optional.of(Advice.at(
                        request,
                        AdviceKind.OTHER_SUBJECT,
                        id,
                        said(key) + " has no word in common with the rest of its principle",
                        "ask about the norm, in its words"));
    }

    private static long common(Set<String> a, Set<String> b) {
        return a.stream().filter(b::contains).count();
    }

    private static Optional<Advice> length(String id, String key, SourceNode request) {
        long words = English.words(request.text());
        return words <= MOST_WORDS
                ? Optional.empty()
                : Optional.of(Advice.at(
                        request,
                        AdviceKind.LONG,
                        id,
                        said(key) + " has " + words + " words",
                        "cut it to " + MOST_WORDS + " or fewer"));
    }

    private static String said(String key) {
        return "the " + key.replace('_', ' ');
    }
}

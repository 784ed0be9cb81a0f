package dev.constitution.judge;

import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.principles.Choice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Reads the probability of the letter A against B from the log-probabilities of an answer.
 *
 * <p>The answer's place is its first token that is more than space or an opening mark. There, the probabilities of all
 * spellings of a letter ("A", " A", "(A)") are added up, and A's share of both letters is the result (the paper, section
 * 4.1). Where they have less than {@value #LEAST_MASS} of the probability together, the model was about to say something
 * else, and nothing is read.
 *
 * <p>Only the likeliest tokens are known. A letter that is not among them is at most as likely as the least likely of them,
 * and as what they leave; that bound stands in for it, so that the result errs towards 0.5. Where the bound says no more
 * than 0.5, or neither letter is known, nothing is read.
 */
final class LetterLogprobs {
    static final double LEAST_MASS = 0.1;

    private static final Pattern BEFORE_THE_ANSWER = Pattern.compile("[\\s(\\[*_\"'`]*");

    private final double a;
    private final double b;
    private final double bound;

    private LetterLogprobs(TokenLogprobs place) {
        List<Candidate> known =
                place.top().isEmpty() ? List.of(new Candidate(place.token(), place.logprob())) : place.top();
        double smallest = 1;
        double sum = 0;
        Map<Choice, Double> letters = new EnumMap<>(Choice.class);
        for (Candidate candidate : known) {
            double probability = probability(candidate);
            smallest = Math.min(smallest, probability);
            sum += probability;
            ChoiceReader.inLetter(candidate.token())
                    .ifPresent(letter -> letters.merge(letter, probability, Double::sum));
        }
        a = letters.getOrDefault(Choice.A, 0.0);
        b = letters.getOrDefault(Choice.B, 0.0);
        bound = Math.min(smallest, Math.max(0, 1 - sum));
    }

    /** The probability of A; empty where nothing can be read. */
    static OptionalDouble read(List<TokenLogprobs> tokens) {
        Optional<TokenLogprobs> place = tokens.stream()
                .filter(token -> !BEFORE_THE_ANSWER.matcher(token.token()).matches())
                .findFirst();
        return place.isEmpty() ? OptionalDouble.empty() : new LetterLogprobs(place.get()).shareOfA();
    }

    private OptionalDouble shareOfA() {
        if (a + b < LEAST_MASS) {
            return OptionalDouble.empty();
        }
        if (a > 0 && b > 0) {
            return OptionalDouble.of(a / (a + b));
        }
        // One letter is missing; a letter as unlikely as the bound at most.
        double share = a > 0 ? a / (a + bound) : bound / (b + bound);
        return share == 0.5 ? OptionalDouble.empty() : OptionalDouble.of(share);
    }

    private static double probability(Candidate candidate) {
        double probability = Math.exp(candidate.logprob());
        return probability >= 0 && probability <= 1 ? probability : 0;
    }
}

package dev.constitution.runner.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long the pairs of a data set are for a trainer that cuts off or drops what is beyond its limit; four tokens are added for
 * the marks of each turn.
 *
 * @param counted how a text's tokens were counted, or that they were estimated
 * @param longest the longest prompt with its longer answer
 * @param limits what passes the limits that trainers have unless told otherwise
 * @param blankAnswers how many answers hold nothing but white space
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TokenLengths(String counted, long longest, List<Limit> limits, long blankAnswers) {
    private static final int MARKS_OF_A_TURN = 4;
    private static final int[] USUAL_LIMITS = {1024, 2048};

    public TokenLengths {
        limits = List.copyOf(limits);
    }

    /**
     * What passes a limit.
     *
     * @param tokens the limit
     * @param pairs how many pairs are longer, with the longer answer
     * @param differencesBeyond how many of these have answers that are equal as far as the limit reaches
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Limit(int tokens, long pairs, long differencesBeyond) {}

    /** What should be looked at before training, a sentence each. */
    @JsonIgnore
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Limit limit : limits) {
            if (limit.pairs() > 0) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "pairs longer than %,d tokens (%s): %,d, of which %,d differ only beyond; a trainer with that"
                                + " limit cuts or drops them",
                        limit.tokens(),
                        counted,
                        limit.pairs(),
                        limit.differencesBeyond()));
            }
        }
        if (blankAnswers > 0) {
            warnings.add(String.format(Locale.ROOT, "answers that hold nothing but white space: %,d", blankAnswers));
        }
        return warnings;
    }

    /** Adds up pair by pair, in constant memory. */
    static final class Sum {
        private final TokenCounter counter;
        private final long[] pairs = new long[USUAL_LIMITS.length];
        private final long[] differencesBeyond = new long[USUAL_LIMITS.length];
        private long longest;
        private long blankAnswers;

        Sum(TokenCounter counter) {
            this.counter = counter;
        }

        void add(Prompt prompt, String chosen, String rejected) {
            long promptTokens = 0;
            for (Message turn : prompt.messages()) {
                promptTokens += MARKS_OF_A_TURN + counter.count(turn.inWords());
            }
            for (Tool tool : prompt.tools()) { // which a chat template writes into the prompt
                promptTokens += counter.count(tool.definition());
            }
            promptTokens += MARKS_OF_A_TURN;
            long tokens = promptTokens + Math.max(counter.count(chosen), counter.count(rejected));
            longest = Math.max(longest, tokens);
            blankAnswers += (chosen.isBlank() ? 1 : 0) + (rejected.isBlank() ? 1 : 0);
            for (int i = 0; i < USUAL_LIMITS.length; i++) {
                if (tokens > USUAL_LIMITS[i]) {
                    pairs[i]++;
                    boolean beyond = promptTokens + counter.count(inCommon(chosen, rejected)) >= USUAL_LIMITS[i];
                    differencesBeyond[i] += beyond ? 1 : 0;
                }
            }
        }

        TokenLengths result() {
            List<Limit> limits = new ArrayList<>();
            for (int i = 0; i < USUAL_LIMITS.length; i++) {
                limits.add(new Limit(USUAL_LIMITS[i], pairs[i], differencesBeyond[i]));
            }
            return new TokenLengths(counter.method(), longest, limits, blankAnswers);
        }

        /** What both begin with. */
        private static String inCommon(String a, String b) {
            int end = Math.min(a.length(), b.length());
            int i = 0;
            while (i < end && a.charAt(i) == b.charAt(i)) {
                i++;
            }
            return a.substring(0, i);
        }
    }
}

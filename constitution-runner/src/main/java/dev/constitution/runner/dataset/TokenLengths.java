package dev.constitution.runner.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long the pairs of a data set are for a trainer that cuts off or drops what is beyond its limit. Tokens are estimated, as a
 * quarter of the UTF-8 bytes and four for the marks of each turn: which tokenizer will read them is not known.
 *
 * @param longest the longest prompt with its longer answer
 * @param limits what passes the limits that trainers have unless told otherwise
 * @param blankAnswers how many answers hold nothing but white space
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TokenLengths(@JsonProperty("longest") long longest, List<Limit> limits, long blankAnswers) {
    private static final int BYTES_A_TOKEN = 4;
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

    /** How the tokens were counted; for readers of the JSON. */
    @JsonProperty(index = 0)
    String counted() {
        return "estimated: bytes / 4, and 4 for each turn";
    }

    /** What should be looked at before training, a sentence each. */
    @JsonIgnore
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Limit limit : limits) {
            if (limit.pairs() > 0) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "pairs longer than %,d tokens (estimated): %,d, of which %,d differ only beyond; a trainer with that"
                                + " limit cuts or drops them",
                        limit.tokens(),
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
        private final long[] pairs = new long[USUAL_LIMITS.length];
        private final long[] differencesBeyond = new long[USUAL_LIMITS.length];
        private long longest;
        private long blankAnswers;

        void add(List<Message> prompt, String chosen, String rejected) {
            long promptTokens = 0;
            for (Message turn : prompt) {
                promptTokens +=
                        MARKS_OF_A_TURN + tokens(turn.content(), turn.content().length());
            }
            promptTokens += MARKS_OF_A_TURN;
            long tokens = promptTokens + Math.max(tokens(chosen, chosen.length()), tokens(rejected, rejected.length()));
            longest = Math.max(longest, tokens);
            blankAnswers += (chosen.isBlank() ? 1 : 0) + (rejected.isBlank() ? 1 : 0);
            for (int i = 0; i < USUAL_LIMITS.length; i++) {
                if (tokens > USUAL_LIMITS[i]) {
                    pairs[i]++;
                    boolean beyond = promptTokens + tokens(chosen, inCommon(chosen, rejected)) >= USUAL_LIMITS[i];
                    differencesBeyond[i] += beyond ? 1 : 0;
                }
            }
        }

        TokenLengths result() {
            List<Limit> limits = new ArrayList<>();
            for (int i = 0; i < USUAL_LIMITS.length; i++) {
                limits.add(new Limit(USUAL_LIMITS[i], pairs[i], differencesBeyond[i]));
            }
            return new TokenLengths(longest, limits, blankAnswers);
        }

        /** How many characters both begin with. */
        private static int inCommon(String a, String b) {
            int end = Math.min(a.length(), b.length());
            int i = 0;
            while (i < end && a.charAt(i) == b.charAt(i)) {
                i++;
            }
            return i;
        }

        /** Those of a text's first characters, rounded up. */
        private static long tokens(String text, int end) {
            long bytes = 0;
            for (int i = 0; i < end; i++) {
                char c = text.charAt(i);
                // The halves of a pair have two bytes each.
                bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
            return (bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN;
        }
    }
}

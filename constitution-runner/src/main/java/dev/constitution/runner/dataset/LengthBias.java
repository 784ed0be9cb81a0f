package dev.constitution.runner.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How far the chosen answers of a data set are the longer ones: a trainer can learn length from such data in place of
 * quality. Lengths are in characters (code points).
 *
 * @param pairs how many pairs were measured
 * @param chosenLonger the share of them whose chosen answer is longer, in [0, 1]; 0 without pairs
 * @param meanOfChosen the chosen answers' mean length
 * @param meanOfRejected the rejected answers' mean length
 * @param cohensD the difference of the means in pooled standard deviations; 0 where the lengths do not vary
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LengthBias(
        @JsonIgnore long pairs,
        double chosenLonger,
        @JsonProperty("mean_chosen") double meanOfChosen,
        @JsonProperty("mean_rejected") double meanOfRejected,
        double cohensD) {
    private static final double LARGE = 0.5;

    /** With fewer, the deviation that d is measured in is itself hardly known. */
    private static final long FEWEST_PAIRS = 5;

    /**
     * Whether d is large, and further from 0 than two of the standard errors that it has by chance where the lengths do not
     * differ, the root of 2 / pairs: of 32 pairs or more every large d counts, of 6 one above 1.15.
     */
    boolean isLarge() {
        return pairs >= FEWEST_PAIRS && Math.abs(cohensD) > Math.max(LARGE, 2 * Math.sqrt(2.0 / pairs));
    }

    /** Adds up pair by pair, in constant memory. */
    static final class Sum {
        private final Lengths chosen = new Lengths();
        private final Lengths rejected = new Lengths();
        private long longer;

        void add(String chosenAnswer, String rejectedAnswer) {
            int better = chosenAnswer.codePointCount(0, chosenAnswer.length());
            int worse = rejectedAnswer.codePointCount(0, rejectedAnswer.length());
            chosen.add(better);
            rejected.add(worse);
            longer += better > worse ? 1 : 0;
        }

        LengthBias result() {
            double deviation = Math.sqrt((chosen.variance() + rejected.variance()) / 2);
            return new LengthBias(
                    chosen.count,
                    chosen.count == 0 ? 0 : (double) longer / chosen.count,
                    chosen.mean,
                    rejected.mean,
                    deviation > 0 ? (chosen.mean - rejected.mean) / deviation : 0);
        }
    }

    /** Mean and variance in one pass (Welford 1962). */
    private static final class Lengths {
        private long count;
        private double mean;
        private double squares;

        void add(double length) {
            count++;
            double before = length - mean;
            mean += before / count;
            squares += before * (length - mean);
        }

        double variance() {
            return count < 2 ? 0 : squares / (count - 1);
        }
    }
}

package dev.constitution.runner;

/**
 * Whether the chosen answers of a data set are the longer ones: a trainer learns length from such data before it learns
 * anything else. Lengths are in characters. Constant memory (Welford's sums). Not thread-safe.
 */
final class LengthBias {
    private final Lengths chosen = new Lengths();
    private final Lengths rejected = new Lengths();
    private long chosenLonger;

    private static final class Lengths {
        private long count;
        private double mean;
        private double squares;

        void add(String text) {
            double length = text.codePointCount(0, text.length());
            count++;
            double before = length - mean;
            mean += before / count;
            squares += before * (length - mean);
        }

        double variance() {
            return squares / (count - 1);
        }
    }

    void add(ExportRow pair) {
        String better = pair.chosen();
        String worse = pair.rejected();
        chosen.add(better);
        rejected.add(worse);
        if (better.codePointCount(0, better.length()) > worse.codePointCount(0, worse.length())) {
            chosenLonger++;
        }
    }

    long pairs() {
        return chosen.count;
    }

    /** The share of pairs whose chosen answer is the longer one; NaN without pairs. */
    double shareOfChosenLonger() {
        return (double) chosenLonger / pairs();
    }

    double meanOfChosen() {
        return chosen.mean;
    }

    double meanOfRejected() {
        return rejected.mean;
    }

    /** Cohen's d: the difference of the means in pooled standard deviations; NaN where it is not defined. */
    double cohensD() {
        return (chosen.mean - rejected.mean) / Math.sqrt((chosen.variance() + rejected.variance()) / 2);
    }
}

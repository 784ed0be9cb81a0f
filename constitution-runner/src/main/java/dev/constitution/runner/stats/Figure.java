package dev.constitution.runner.stats;

import java.util.Optional;

/** What came of a calculation: an estimate, or the reason why there is none. */
public sealed interface Figure {
    Method method();

    /** How many things it rests on. */
    long n();

    /** The estimate, if there is one. */
    default Optional<Estimate> estimate() {
        return this instanceof Estimate estimate ? Optional.of(estimate) : Optional.empty();
    }

    /** The interval, if there is one. */
    default Optional<Interval> interval() {
        return estimate().flatMap(Estimate::range);
    }

    /**
     * A number.
     *
     * @param range its interval; where there is none, the note says why
     * @param note what has to be known with it
     */
    record Estimate(Method method, long n, double value, Optional<Interval> range, Optional<String> note)
            implements Figure {
        public Estimate {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("an estimate must be finite, got " + value);
            }
            if (range.isEmpty() && note.isEmpty()) {
                throw new IllegalArgumentException("an estimate without an interval must say why there is none");
            }
        }
    }

    /**
     * No number.
     *
     * @param reason why, in words for people
     */
    record Undefined(Method method, long n, String reason) implements Figure {}

    /** An estimate with its interval. */
    static Figure of(Method method, long n, double value, Interval interval) {
        return new Estimate(method, n, value, Optional.of(interval), Optional.empty());
    }

    /** An estimate without one. */
    static Figure withoutInterval(Method method, long n, double value, String why) {
        return new Estimate(method, n, value, Optional.empty(), Optional.of(why));
    }
}

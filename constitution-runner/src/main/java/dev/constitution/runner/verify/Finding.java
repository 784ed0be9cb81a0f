package dev.constitution.runner.verify;

/**
 * One thing in a run's folder that is not what was written, or does not agree with the rest.
 *
 * @param what where it is and what is wrong with it
 * @param mend what mends it
 */
public record Finding(String what, String mend) {
    @Override
    public String toString() {
        return what + "; " + mend;
    }
}

package dev.constitution.runner.label;

/** Which pairs people are asked about first. */
@FunctionalInterface
public interface LabelOrder {

    /** A pair of a lower rank comes before one of a higher rank; each labeller has an order of their own within a rank. */
    int rank(LabelTask task);

    /**
     * Those first on which the judge's orders or principles disagree, then the less sure the judge is the earlier; pairs that no
     * judge was asked about come with those of which it is not sure.
     */
    static LabelOrder byDoubt() {
        return task -> {
            double distance = Math.abs(task.judged().orElse(0.5) - 0.5);
            return task.isDisputed() ? 0 : distance < 0.1 ? 1 : distance < 0.3 ? 2 : 3;
        };
    }
}

package dev.constitution.runner.stats;

/** How a figure was got; {@code docs/statistics.md} says when which is right. */
public enum Method {
    WILSON("Wilson score"),
    CLOPPER_PEARSON("Clopper-Pearson"),
    TANGO("Tango score"),
    EXACT_BOOTSTRAP("exact percentile bootstrap"),
    MCNEMAR_EXACT("McNemar, exact"),
    MCNEMAR_MID_P("McNemar, mid-p"),
    COHEN_KAPPA("Cohen's kappa"),
    WEIGHTED_KAPPA("weighted kappa"),
    FLEISS_KAPPA("Fleiss' kappa"),
    KRIPPENDORFF_ALPHA("Krippendorff's alpha"),
    GWET_AC1("Gwet's AC1"),
    BRADLEY_TERRY("Bradley-Terry with half wins, errors by prompt"),
    CALIBRATION_ERROR("expected calibration error"),
    SIGNED_GAP("mean gap, normal"),
    MEAN("mean, normal"),
    DISTINCT("distinct-n"),
    SELF_OVERLAP("self-overlap");

    private final String label;

    Method(String label) {
        this.label = label;
    }

    /** The name as reports print it. */
    public String label() {
        return label;
    }
}

package dev.constitution.runner.metrics;

import java.math.BigDecimal;

/**
 * Metrics in Prometheus's text form, version 0.0.4: for each metric what it is, its type, and a line for each of its values.
 * Written by hand, since the form is smaller than any library that writes it.
 */
final class MetricsText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /** Begins a metric; its values follow. */
    MetricsText metric(Metric metric) {
        text.append("# HELP ")
                .append(metric.exposed())
                .append(' ')
                .append(metric.help())
                .append("\n# TYPE ")
                .append(metric.exposed())
                .append(' ')
                .append(metric.type())
                .append('\n');
        return this;
    }

    /**
     * A value of the metric that was begun last.
     *
     * @param name with what a histogram's parts have behind it
     */
    MetricsText value(String name, Labels labels, BigDecimal value) {
        text.append(name)
                .append(labels)
                .append(' ')
                .append(value.toPlainString())
                .append('\n');
        return this;
    }

    /** A metric with a single value. */
    MetricsText single(Metric metric, BigDecimal value) {
        return metric(metric).value(metric.exposed(), Labels.NONE, value);
    }

    /** A metric with a single value. */
    MetricsText single(Metric metric, long value) {
        return single(metric, BigDecimal.valueOf(value));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

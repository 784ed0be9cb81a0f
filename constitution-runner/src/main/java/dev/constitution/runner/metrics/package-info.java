/**
 * Figures of a run while it goes on, for a monitoring system that asks for them.
 * In: what a run's listener hears. Out: text in Prometheus's form, over HTTP.
 */
@NullMarked
package dev.constitution.runner.metrics;

import org.jspecify.annotations.NullMarked;

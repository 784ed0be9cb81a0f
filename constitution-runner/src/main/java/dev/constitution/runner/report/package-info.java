/**
 * A run as one page that opens from disk. In: a run's store. Out: an HTML file that asks the network for nothing, with figures,
 * rows, and pairs to label.
 */
@NullMarked
package dev.constitution.runner.report;

import org.jspecify.annotations.NullMarked;

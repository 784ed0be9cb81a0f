/**
 * The figures of an experiment: arm against arm, arm by arm, principle by principle.
 * In: an experiment's store, and people's labels. Out: figures with their number, method and interval, as records, text and JSON.
 */
@NullMarked
package dev.constitution.runner.measure;

import org.jspecify.annotations.NullMarked;

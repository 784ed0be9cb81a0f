/**
 * Proportions, intervals and agreement: numbers from counts.
 * In: counts. Out: estimates with their 95 % intervals.
 */
@NullMarked
package dev.constitution.runner.stats;

import org.jspecify.annotations.NullMarked;

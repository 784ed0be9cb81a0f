/**
 * Statistics of experiments whose unit is the prompt: rates, differences, tests, agreement, rankings, calibration, sample sizes.
 * In: counts and arrays. Out: figures with their number, their interval and their method, or with the reason why there is none.
 */
@NullMarked
package dev.constitution.runner.stats;

import org.jspecify.annotations.NullMarked;

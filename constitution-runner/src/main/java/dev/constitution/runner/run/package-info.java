/**
 * A batch: rows through a stage, their outcomes stored, files grown; dry runs.
 * In: a {@link Run}. Out: a {@link RunResult}, and a folder that the same command goes on from.
 */
@NullMarked
package dev.constitution.runner.run;

import org.jspecify.annotations.NullMarked;

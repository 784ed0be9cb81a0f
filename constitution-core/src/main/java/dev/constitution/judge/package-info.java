/**
 * Verdicts between two answers, by principles, and attacks that try a judge.
 * In: a prompt with two answers. Out: a {@link Verdict} with how it was come by, or none; wrappers on {@link Judge} compose.
 */
@NullMarked
package dev.constitution.judge;

import org.jspecify.annotations.NullMarked;

/**
 * Answers that are recorded, and found again by what was asked.
 * In: a row's calls, and what was answered before. Out: the same answers, of which each was asked for once.
 */
@NullMarked
package dev.constitution.runner.replay;

import org.jspecify.annotations.NullMarked;

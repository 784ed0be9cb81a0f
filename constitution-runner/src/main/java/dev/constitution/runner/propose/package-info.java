/**
 * Principles proposed from labelled pairs, after Inverse Constitutional AI (Findeis et al. 2024, arXiv 2406.06560): a model words
 * candidates, which are then tested against the labels.
 * In: labelled pairs, the stores of two runs over them. Out: a constitution, with the evidence for each principle.
 */
@NullMarked
package dev.constitution.runner.propose;

import org.jspecify.annotations.NullMarked;

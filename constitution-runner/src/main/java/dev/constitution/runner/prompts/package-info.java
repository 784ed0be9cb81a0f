/**
 * Prompts that a model writes for a principle or a behaviour, spread evenly over topics, each graded by a critic, none nearly twice,
 * after the paper's red-team prompts and model-written evaluations (Perez et al. 2022, arXiv 2212.09251).
 * In: principles, topics, files of prompts that are there already, the store of a run over requests. Out: those requests, and a file
 * of prompts.
 */
@NullMarked
package dev.constitution.runner.prompts;

import org.jspecify.annotations.NullMarked;

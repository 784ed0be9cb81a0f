/**
 * Advice on the wording of a constitution: by rules that read its file, and by what its principles did in a run.
 * In: a constitution's file, a sample of prompts, the store of a run or an experiment. Out: pieces of advice, each with its place,
 * its reason and what to do.
 */
@NullMarked
package dev.constitution.runner.advice;

import org.jspecify.annotations.NullMarked;

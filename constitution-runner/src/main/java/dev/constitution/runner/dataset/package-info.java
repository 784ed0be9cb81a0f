/**
 * What can be told of a data set as a whole: duplicates, length bias, boilerplate, evasive answers.
 * In: pairs in their order. Out: objections to some of them, and a report on all.
 */
@NullMarked
package dev.constitution.runner.dataset;

import org.jspecify.annotations.NullMarked;

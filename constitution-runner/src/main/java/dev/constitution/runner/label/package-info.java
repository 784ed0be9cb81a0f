/**
 * What people say of a run's answers. In: a run's store, files of labels, a person at a page. Out: labels in the store, how far
 * people agree with each other and with the judge, pairs that people chose or wrote.
 */
@NullMarked
package dev.constitution.runner.label;

import org.jspecify.annotations.NullMarked;

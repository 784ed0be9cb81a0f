/**
 * Labelled pairs in the forms that people publish them in, one class a layout.
 * In: a row's fields. Out: a {@link LabelledPair}.
 */
@NullMarked
package dev.constitution.runner.pairs;

import org.jspecify.annotations.NullMarked;

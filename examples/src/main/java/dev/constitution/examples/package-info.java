/** Runnable examples; the tests run them. */
@NullMarked
package dev.constitution.examples;

import org.jspecify.annotations.NullMarked;

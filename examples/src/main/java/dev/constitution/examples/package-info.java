/** Runnable examples, one a file, each by {@code examples/run NAME}; the tests run them. */
@NullMarked
package dev.constitution.examples;

import org.jspecify.annotations.NullMarked;

/** Measures batch runs against a stand-in for a model server. */
@NullMarked
package dev.constitution.benchmarks;

import org.jspecify.annotations.NullMarked;

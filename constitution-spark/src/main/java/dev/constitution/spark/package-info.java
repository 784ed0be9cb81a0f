/**
 * The runner's stages on Apache Spark, for more prompts than one machine does.
 * In: prompts as files or as a data set, and a run's options. Out: outcomes and pairs, of calls that are paid once.
 */
@NullMarked
package dev.constitution.spark;

import org.jspecify.annotations.NullMarked;

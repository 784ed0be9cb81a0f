/**
 * Threads for rows, for calls beside a row's own, and the wish that a run ends early.
 * In: work. Out: the same work, done on virtual threads or on a pool.
 */
@NullMarked
package dev.constitution.runner.threads;

import org.jspecify.annotations.NullMarked;

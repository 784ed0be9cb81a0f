/**
 * Proves a run's folder: one class a check, and what mends what they find.
 * In: a store and its folder. Out: a {@link dev.constitution.runner.verify.Verdict}; on request, damaged records set aside.
 */
@NullMarked
package dev.constitution.runner.verify;

import org.jspecify.annotations.NullMarked;

/**
 * What a row ended as, as it is kept: pairs, conversations, verdicts, reasons, with every step on the way.
 * In: outcomes of stages. Out: records of JSON, and what they hold when they are read again.
 */
@NullMarked
package dev.constitution.runner.outcome;

import org.jspecify.annotations.NullMarked;

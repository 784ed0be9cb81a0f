/**
 * Calls that are sent many at a time, for half the price, and answered within a day: batches of each provider's form.
 * In: rows' calls that nobody has answered. Out: their answers, in the store; who asks again finds them there.
 */
@NullMarked
package dev.constitution.runner.batch;

import org.jspecify.annotations.NullMarked;

/**
 * What is durable: the answer log, the store of calls and outcomes, and the replay of calls from it.
 * In: answered calls and outcomes. Out: the same after any kill; a call that was answered is not sent again.
 */
@NullMarked
package dev.constitution.runner.store;

import org.jspecify.annotations.NullMarked;

/**
 * What is durable: the answer log and the store of calls and outcomes, for who works in it and for who looks.
 * In: answered calls and outcomes. Out: the same after any kill; a call that was answered is not sent again.
 */
@NullMarked
package dev.constitution.runner.store;

import org.jspecify.annotations.NullMarked;

/**
 * A run's input: its prompts in order, with ids, each read or refused with the reason.
 * In: a {@link PromptSource}. Out: {@link InputRow}s, and the fingerprint of the whole.
 */
@NullMarked
package dev.constitution.runner.input;

import org.jspecify.annotations.NullMarked;

/**
 * What is said to a model and what comes back: prompts, messages, calls, replies, failures, and the seeds and hashes that
 * draws and ids derive from.
 * In: LangChain4j's chat models. Out: calls that the other rooms make, and their replies as data.
 */
@NullMarked
package dev.constitution.chat;

import org.jspecify.annotations.NullMarked;

/**
 * Models by name: one {@link ModelProvider} a scheme.
 * In: {@code provider:model@address}. Out: a LangChain4j chat model that sends one request a call and never retries.
 */
@NullMarked
package dev.constitution.runner.model;

import org.jspecify.annotations.NullMarked;

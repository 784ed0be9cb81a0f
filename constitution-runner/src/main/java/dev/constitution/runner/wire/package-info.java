/**
 * What goes over HTTP to a model's server and comes back: requests, answers, keys, log-probabilities, errors.
 * In: LangChain4j's requests. Out: its responses, or its exceptions with the server's words.
 */
@NullMarked
package dev.constitution.runner.wire;

import org.jspecify.annotations.NullMarked;

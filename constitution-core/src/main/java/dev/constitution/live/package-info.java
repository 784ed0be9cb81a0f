/**
 * The method inside an application: chat models and guardrails whose answers are criticised and revised before anybody reads
 * them. In: LangChain4j's requests. Out: its responses, with what was done to them.
 */
@NullMarked
package dev.constitution.live;

import org.jspecify.annotations.NullMarked;

package dev.constitution.shape;

import dev.constitution.chat.Sampling;

/**
 * How one kind of request is put to a model.
 *
 * @param request the user turn that asks, with the places {@code {request}} (the principle's own request),
 *     {@code {precedence}} (what the principle yields to, if anything) and {@code {question}} (the prompt's last user
 *     turn); empty where the prompt itself asks
 * @param prefill the first words of the answer, given to the model to continue; empty for none. Only for models that
 *     continue a closing assistant turn
 * @param sampling how the answer is sampled
 */
public record RequestTemplate(String request, String prefill, Sampling sampling) {}

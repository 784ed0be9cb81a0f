package dev.constitution.chat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;

/**
 * One request that a stage wants answered.
 *
 * @param promptId the row that the call is for
 * @param role what the model is asked for
 * @param step where in the stage the call stands, for example {@code revise/2}; unique among the calls of a row
 * @param model the model that the stage was built with for this role
 * @param request the whole request
 */
public record ModelCall(String promptId, ModelRole role, String step, ChatModel model, ChatRequest request) {}

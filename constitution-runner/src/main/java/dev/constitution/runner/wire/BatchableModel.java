package dev.constitution.runner.wire;

import dev.langchain4j.model.chat.request.ChatRequest;

/** A model whose requests can be written down without being sent, for its server to answer many of them later. Thread-safe. */
public interface BatchableModel extends WireModel {

    /**
     * A request that is not sent.
     *
     * @param body in JSON
     * @param form tells what the server refuses, as far as was known, was left out; see {@link #learns}
     */
    record Written(String body, String form) {}

    /** The request as its server takes it. */
    Written written(ChatRequest request);

    /**
     * Whether a request that was refused may pass when it is written anew.
     *
     * @param form the one that was refused
     */
    boolean learns(ChatRequest request, String form, RuntimeException refusal);

    /** What else the model's server is asked. */
    ModelServer server();
}

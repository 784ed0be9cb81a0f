package dev.constitution.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The body of an answer in the form of OpenAI's chat completions, from {@code model-returned}, for 11 tokens in and 5 out. */
final class Completion {
    private final ObjectNode json = Json.MAPPER.createObjectNode();
    private final ObjectNode choice;

    private Completion(String text) {
        json.put("id", "c-1").put("object", "chat.completion").put("created", 1).put("model", "model-returned");
        choice = json.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        json.putObject("usage")
                .put("prompt_tokens", 11)
                .put("completion_tokens", 5)
                .put("total_tokens", 16);
    }

    static Completion of(String text) {
        return new Completion(text);
    }

    Completion finish(String reason) {
        choice.put("finish_reason", reason);
        return this;
    }

    Completion model(String name) {
        json.put("model", name);
        return this;
    }

    /** Refused in the field that OpenAI has for it. */
    Completion refusal(String text) {
        ((ObjectNode) choice.get("message")).putNull("content").put("refusal", text);
        return this;
    }

    Completion logprobs(String logprobs) {
        choice.set("logprobs", Json.parse(logprobs));
        return this;
    }

    Completion usage(String usage) {
        json.set("usage", Json.parse(usage));
        return this;
    }

    Completion withoutUsage() {
        json.remove("usage");
        return this;
    }

    ServerAnswer sent() {
        return ServerAnswer.ok(body());
    }

    String body() {
        return LoneSurrogates.escaped(json.toString());
    }
}

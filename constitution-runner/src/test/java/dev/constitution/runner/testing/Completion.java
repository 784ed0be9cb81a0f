package dev.constitution.runner.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LoneSurrogates;

/** The body of an answer in the form of OpenAI's chat completions, from {@code model-returned}, for 11 tokens in and 5 out. */
public final class Completion {
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

    public static Completion of(String text) {
        return new Completion(text);
    }

    public Completion finish(String reason) {
        choice.put("finish_reason", reason);
        return this;
    }

    public Completion model(String name) {
        json.put("model", name);
        return this;
    }

    /** Refused in the field that OpenAI has for it. */
    public Completion refusal(String text) {
        ((ObjectNode) choice.get("message")).putNull("content").put("refusal", text);
        return this;
    }

    public Completion logprobs(String logprobs) {
        choice.set("logprobs", Json.parse(logprobs));
        return this;
    }

    public Completion usage(String usage) {
        json.set("usage", Json.parse(usage));
        return this;
    }

    public Completion withoutUsage() {
        json.remove("usage");
        return this;
    }

    public ServerAnswer sent() {
        return ServerAnswer.ok(body());
    }

    public String body() {
        return LoneSurrogates.escaped(json.toString());
    }
}

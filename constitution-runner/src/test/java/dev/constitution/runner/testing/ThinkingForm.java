package dev.constitution.runner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import java.util.List;
import java.util.function.BiFunction;

/** The forms in which servers of OpenAI's kind hand on what a model thought beside what it answered. */
public enum ThinkingForm {
    NO_TOOLS((thought, text) -> {
        ObjectNode message = message("\n\n " + text + "\n").put("reasoning_content", "");
        message.putArray("tool_calls");
        return message;
    }),
    REASONING_CONTENT((thought, text) -> message(text).put("reasoning_content", thought)),
    REASONING((thought, text) -> message(text).put("reasoning", thought)),
    THINKING((thought, text) -> message(text).put("thinking", thought)),
    TWO_FIELDS((thought, text) -> message("\n" + text).put("reasoning", thought).put("reasoning_content", thought)),
    FIELD_AND_CLOSING_TAG((thought, text) -> message("</think>\n\n" + text).put("reasoning_content", thought)),
    REASONING_DETAILS((thought, text) -> {
        ObjectNode message = message(text);
        message.putArray("reasoning_details")
                .addObject()
                .put("type", "reasoning.text")
                .put("text", thought);
        return message;
    }),
    THINKING_PART((thought, text) -> {
        ArrayNode parts = Json.MAPPER.createArrayNode();
        parts.addObject()
                .put("type", "thinking")
                .putArray("thinking")
                .addObject()
                .put("type", "text")
                .put("text", thought);
        parts.addObject().put("type", "text").put("text", text);
        return message(parts);
    }),
    REASONING_PART((thought, text) -> {
        ArrayNode parts = Json.MAPPER.createArrayNode();
        parts.addObject()
                .put("type", "reasoning")
                .putArray("summary")
                .addObject()
                .put("type", "summary_text")
                .put("text", thought);
        parts.addObject().put("type", "text").put("text", text);
        return message(parts);
    }),
    THINK("<think>\n%s\n</think>\n\n%s"),
    THINK_ON_ONE_LINE("<think>%s</think>%s"),
    THINK_NOTHING("<think>\n\n</think>\n\n%2$s"),
    THINK_TWICE("<think>\n%1$s\n</think>\n\n<think>\nOnce more: %1$s\n</think>\n\n%2$s"),
    THINK_INSIDE_THINK("<think>\n%1$s <think>%1$s</think> So it is.\n</think>\n\n%2$s"),
    THINK_BEHIND("%2$s\n\n<think>\n%1$s\n</think>"),
    THINK_BEHIND_ON_ONE_LINE("%2$s <think>%1$s</think>"),
    THINK_IN_CAPITALS("<THINK>%s</THINK>\n%s"),
    THINK_WITH_ATTRIBUTES("<think duration=\"3\">\n%s\n</think>\n\n%s"),
    CLOSING_TAG_ALONE("%s\n</think>\n\n%s"),
    CLOSING_TAG_ALONE_ON_ONE_LINE("%s</think>%s"),
    THINKING_TAG("<thinking>\n%s\n</thinking>\n\n%s"),
    THINKING_AND_ANSWER("<thinking>\n%s\n</thinking>\n\n<answer>\n%s\n</answer>"),
    THINK_AND_RESPONSE("<think>%s</think><response>%s</response>"),
    THOUGHT("<thought>%s</thought>\n%s"),
    THOUGHT_AND_OUTPUT("<Thought>\n%s\n</Thought>\n<Output>\n%s\n</Output>"),
    REASONING_TAG("<reasoning>\n%s\n</reasoning>\n%s"),
    REFLECTION("<reflection>\n%s\n</reflection>\n\n%s"),
    SCRATCHPAD("<scratchpad>\n%s\n</scratchpad>\n\n%s"),
    SEED("<seed:think>%s</seed:think>%s<seed:eos>"),
    MAGISTRAL("[THINK]%s[/THINK]%s"),
    KIMI("◁think▷%s◁/think▷%s"),
    COHERE("<|START_THINKING|>%s<|END_THINKING|><|START_RESPONSE|>%s<|END_RESPONSE|><|END_OF_TURN_TOKEN|>"),
    GEMMA("<|channel>thought\n%s<channel|>%s<turn|>"),
    SOLUTION("<|begin_of_thought|>\n%s\n<|end_of_thought|>\n\n<|begin_of_solution|>\n%s\n<|end_of_solution|>"),
    DETAILS("<details type=\"reasoning\" done=\"true\">\n<summary>Thought for 3 seconds</summary>\n%s\n</details>\n%s"),
    HARMONY("<|channel|>analysis<|message|>%s<|end|><|start|>assistant<|channel|>final<|message|>%s<|return|>"),
    HARMONY_WITH_START(
            "<|start|>assistant<|channel|>analysis<|message|>%s<|end|><|start|>assistant<|channel|>final<|message|>%s"),
    HARMONY_WITHOUT_ITS_HEAD("%s<|end|><|start|>assistant<|channel|>final<|message|>%s<|return|>"),
    HARMONY_RUN_TOGETHER("analysis%sassistantfinal%s"),
    END_OF_CHATML("<think>\n%s\n</think>\n\n%s<|im_end|>"),
    END_OF_LLAMA("<think>%s</think>%s<|eot_id|>\n"),
    END_OF_MISTRAL("<think>\n%s\n</think>\n\n%s</s>"),
    END_OF_GPT("<think>%s</think>%s<|endoftext|>"),
    END_OF_GEMMA("<think>%s</think>%s<end_of_turn>\n<eos>"),
    END_OF_DEEPSEEK("<think>\n%s\n</think>\n\n%s<｜end▁of▁sentence｜>"),
    END_OF_GLM("<think>\n%s\n</think>\n\n%s<|user|>"),
    NEXT_TURN("<think>\n%s\n</think>\n\n%s<|im_end|>\n<|im_start|>user\nAnd now?<|im_end|>"),
    NEXT_TEXT("<think>\n%s\n</think>\n\n%s<|endoftext|>Some other page begins here.");

    private static final int PIECE = 23;

    private final BiFunction<String, String, ObjectNode> message;

    ThinkingForm(BiFunction<String, String, ObjectNode> message) {
        this.message = message;
    }

    /** All in the text, the thought first and then the answer. */
    ThinkingForm(String text) {
        this((thought, answer) -> message(text.formatted(thought, answer)));
    }

    private static ObjectNode message(String content) {
        return Json.MAPPER.createObjectNode().put("role", "assistant").put("content", content);
    }

    private static ObjectNode message(JsonNode content) {
        return Json.MAPPER.createObjectNode().put("role", "assistant").set("content", content);
    }

    /** An answer in one. */
    public ServerAnswer whole(String thought, String answer) {
        JsonNode body = Json.parse(Completion.of("").body());
        ((ObjectNode) body.at("/choices/0")).set("message", message.apply(thought, answer));
        return ServerAnswer.ok(body.toString());
    }

    /** A letter in one, with log-probabilities; the thought before it begins with the other letter, as sentences do. */
    public ServerAnswer withLogprobs(String thought, String letter) {
        String other = letter.equals("A") ? "B" : "A";
        ObjectNode body =
                (ObjectNode) Json.parse(whole(other + " " + thought, letter).body());
        ArrayNode tokens =
                ((ObjectNode) body.at("/choices/0")).putObject("logprobs").putArray("content");
        if (this != NO_TOOLS && this != THINK_NOTHING) {
            token(tokens, other, letter);
            token(tokens, thought, letter);
        }
        token(tokens, letter, other);
        return ServerAnswer.ok(body.toString());
    }

    private static void token(ArrayNode tokens, String likely, String unlikely) {
        ObjectNode token = tokens.addObject().put("token", likely).put("logprob", -0.1);
        ArrayNode top = token.putArray("top_logprobs");
        top.addObject().put("token", likely).put("logprob", -0.1);
        top.addObject().put("token", unlikely).put("logprob", -3);
    }

    /** A thought without an answer, in one of several forms. */
    public static ServerAnswer unfinished(int number, String thought) {
        List<ObjectNode> messages = List.of(
                message("<think>\n" + thought),
                message("<Reasoning>\n" + thought),
                message("<think reason=\"1\">" + thought + "</think>"),
                message("<|channel|>analysis<|message|>" + thought),
                message("analysis" + thought),
                message("").put("reasoning_content", thought),
                message(thought).put("reasoning", thought),
                message("Wait.\n\n<thinking>\n" + thought));
        JsonNode body = Json.parse(
                Completion.of("").finish(number % 2 == 0 ? "stop" : "length").body());
        ((ObjectNode) body.at("/choices/0")).set("message", messages.get(number % messages.size()));
        return ServerAnswer.ok(body.toString());
    }

    /** An answer in server-sent events. */
    public ServerAnswer streamed(String thought, String answer) {
        StringBuilder events = new StringBuilder();
        for (var field : message.apply(thought, answer).properties()) {
            String value = field.getValue().isTextual() ? field.getValue().textValue() : "";
            int pieces = field.getValue().isTextual() ? value.length() / PIECE + 1 : 0;
            for (int i = 0; i < pieces; i++) {
                String piece = value.substring(i * PIECE, Math.min(value.length(), (i + 1) * PIECE));
                event(events, Json.MAPPER.createObjectNode().put(field.getKey(), piece), null);
            }
            if (pieces == 0) {
                event(events, Json.MAPPER.createObjectNode().set(field.getKey(), field.getValue()), null);
            }
        }
        event(events, Json.MAPPER.createObjectNode(), "stop");
        return ServerAnswer.ok(events + "data: [DONE]\n\n").with("Content-Type", "text/event-stream");
    }

    private static void event(StringBuilder events, JsonNode delta, String finish) {
        ObjectNode event = Json.MAPPER.createObjectNode().put("model", "model-returned");
        event.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finish)
                .set("delta", delta);
        events.append("data: ").append(event).append("\n\n");
    }
}

package dev.constitution.runner.model;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ToolsJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Ids of calls as a provider takes them: those of other providers' conversations are given others, in the request alone. */
public final class ToolIds {
    static final ToolIds OF_MISTRAL = new ToolIds("[a-zA-Z0-9]{9}", 9);

    /** Those of Anthropic, and of Bedrock. */
    public static final ToolIds OF_WORDS = new ToolIds("[a-zA-Z0-9_-]{1,64}", 32);

    private final Pattern taken;
    private final int length;

    private ToolIds(String taken, int length) {
        this.taken = Pattern.compile(taken);
        this.length = length;
    }

    /** The request with ids that are taken; itself where it tells of no tools. */
    public ChatRequest in(ChatRequest request) {
        return ToolsJson.in(request).isEmpty()
                ? request
                : request.toBuilder()
                        .messages(request.messages().stream().map(this::in).toList())
                        .build();
    }

    private ChatMessage in(ChatMessage message) {
        if (message instanceof AiMessage answer && answer.hasToolExecutionRequests()) {
            return answer.toBuilder()
                    .toolExecutionRequests(answer.toolExecutionRequests().stream()
                            .map(this::in)
                            .toList())
                    .build();
        } else if (message instanceof ToolExecutionResultMessage result) {
            return result.toBuilder().id(id(result.id())).build();
        }
        return message;
    }

    private ToolExecutionRequest in(ToolExecutionRequest call) {
        return call.toBuilder().id(id(call.id())).build();
    }

    private String id(String given) {
        return taken.matcher(given).matches()
                ? given
                : Sha256.hex(given.getBytes(StandardCharsets.UTF_8)).substring(0, length);
    }
}

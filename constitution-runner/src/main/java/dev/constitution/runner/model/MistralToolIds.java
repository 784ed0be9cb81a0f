package dev.constitution.runner.model;

import dev.constitution.chat.Sha256;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Ids of calls as Mistral wants them, nine letters and digits; those of other providers' conversations are given others. */
final class MistralToolIds {
    private static final Pattern WANTED = Pattern.compile("[a-zA-Z0-9]{9}");

    private MistralToolIds() {}

    static ChatRequest in(ChatRequest request) {
        return request.toBuilder()
                .messages(request.messages().stream().map(MistralToolIds::in).toList())
                .build();
    }

    private static ChatMessage in(ChatMessage message) {
        if (message instanceof AiMessage answer && answer.hasToolExecutionRequests()) {
            return answer.toBuilder()
                    .toolExecutionRequests(answer.toolExecutionRequests().stream()
                            .map(MistralToolIds::in)
                            .toList())
                    .build();
        } else if (message instanceof ToolExecutionResultMessage result) {
            return result.toBuilder().id(id(result.id())).build();
        }
        return message;
    }

    private static ToolExecutionRequest in(ToolExecutionRequest call) {
        return call.toBuilder().id(id(call.id())).build();
    }

    private static String id(String given) {
        return WANTED.matcher(given).matches()
                ? given
                : Sha256.hex(given.getBytes(StandardCharsets.UTF_8)).substring(0, 9);
    }
}

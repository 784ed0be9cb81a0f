package dev.constitution.testing;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** A chat model that gives the answers of a script, one a call, and keeps what it was asked. */
public final class ScriptedModel implements ChatModel {
    private final Deque<Supplier<ChatResponse>> script = new ArrayDeque<>();
    private final List<ChatRequest> requests = new ArrayList<>();

    public static ScriptedModel answering(String... answers) {
        ScriptedModel model = new ScriptedModel();
        for (String answer : answers) {
            model.then(answer, FinishReason.STOP);
        }
        return model;
    }

    public ScriptedModel then(String answer, FinishReason finish) {
        script.add(() -> ChatResponse.builder()
                .aiMessage(AiMessage.from(answer))
                .modelName("scripted-1")
                .tokenUsage(new TokenUsage(11, 7))
                .finishReason(finish)
                .build());
        return this;
    }

    public ScriptedModel thenThrow(RuntimeException failure) {
        script.add(() -> {
            throw failure;
        });
        return this;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        requests.add(request);
        Supplier<ChatResponse> next = script.poll();
        if (next == null) {
            throw new AssertionError("the script has no answer to call " + requests.size() + ": " + conversation(-1));
        }
        return next.get();
    }

    public int calls() {
        return requests.size();
    }

    public ChatRequest request(int call) {
        return requests.get(call < 0 ? requests.size() + call : call);
    }

    /** The turns of a call (from 0; -1 is the last) in the form {@code role: text}. */
    public List<String> conversation(int call) {
        return request(call).messages().stream().map(ScriptedModel::turn).toList();
    }

    /** The last turn of a call. */
    public String asked(int call) {
        List<String> turns = conversation(call);
        return turns.get(turns.size() - 1);
    }

    private static String turn(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return "system: " + system.text();
        } else if (message instanceof AiMessage ai) {
            return "assistant: " + ai.text();
        } else if (message instanceof UserMessage user) {
            return "user: " + user.singleText();
        }
        throw new AssertionError("unexpected message " + message);
    }
}

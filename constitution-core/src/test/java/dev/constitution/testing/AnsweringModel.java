package dev.constitution.testing;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A chat model that answers each request by a rule, and keeps what it was asked. Thread-safe. */
public final class AnsweringModel implements ChatModel {
    private final Function<ChatRequest, ChatResponse> rule;
    private final List<ChatModelListener> listeners;
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();

    public AnsweringModel(Function<ChatRequest, ChatResponse> rule, ChatModelListener... listeners) {
        this.rule = rule;
        this.listeners = List.of(listeners);
    }

    /**
     * A model whose first answer is always the same, which objects to every answer that lacks a word, and puts that in front of
     * it when it revises.
     */
    public static AnsweringModel wanting(String word, String first, ChatModelListener... listeners) {
        return new AnsweringModel(request -> response(wanting(word, first, request)), listeners);
    }

    private static String wanting(String word, String first, ChatRequest request) {
        String asked = lastText(request);
        if (asked.contains("<decision>revise</decision>")) {
            return answer(request, 2).contains(word)
                    ? "Nothing to object to.\n<decision>keep</decision>"
                    : "It lacks a word.\n<decision>revise</decision>";
        }
        return asked.contains("<revision>")
                ? "<revision>\n" + word + ". " + answer(request, 4) + "\n</revision>"
                : first;
    }

    public static ChatResponse response(String text) {
        return response(AiMessage.from(text));
    }

    public static ChatResponse response(AiMessage message) {
        return ChatResponse.builder()
                .aiMessage(message)
                .modelName("answering-1")
                .tokenUsage(new TokenUsage(11, 7))
                .finishReason(FinishReason.STOP)
                .build();
    }

    /** The text of the last turn where that is a user's of text alone; else empty. */
    public static String lastText(ChatRequest request) {
        return request.messages().get(request.messages().size() - 1) instanceof UserMessage user && user.hasSingleText()
                ? user.singleText()
                : "";
    }

    /** The text of the assistant's turn so many turns before the end. */
    private static String answer(ChatRequest request, int back) {
        ChatMessage turn = request.messages().get(request.messages().size() - back);
        return turn instanceof AiMessage answer && answer.text() != null ? answer.text() : "";
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        requests.add(request);
        return rule.apply(request);
    }

    public List<ChatRequest> requests() {
        return requests;
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }

    @Override
    public ModelProvider provider() {
        return ModelProvider.OPEN_AI;
    }
}

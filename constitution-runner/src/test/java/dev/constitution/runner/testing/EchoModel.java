package dev.constitution.runner.testing;

import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A chat model whose answer follows from the request alone, its seed included, so that runs can be compared: it says how many
 * turns it saw and repeats the first words of the first one.
 */
public final class EchoModel implements ChatModel {
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private Function<String, String> answers = text -> text;

    /** Lets a test give an answer of its own, or throw, for what the model would say. */
    public EchoModel answering(Function<String, String> function) {
        this.answers = function;
        return this;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        calls.incrementAndGet();
        String all = request.messages().toString();
        asked.computeIfAbsent(all, text -> new AtomicInteger()).incrementAndGet();
        String first = request.messages().stream()
                .filter(UserMessage.class::isInstance)
                .map(turn -> ((UserMessage) turn).singleText())
                .findFirst()
                .orElseThrow();
        Long seed = request.parameters() instanceof SamplingParameters sampling ? sampling.seed() : null;
        String text = answers.apply("Answer " + Integer.toHexString(Objects.hash(all, seed)) + " after "
                + request.messages().size() + " turns to: " + first.substring(0, Math.min(30, first.length())));
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .modelName("echo-1")
                .tokenUsage(new TokenUsage(all.length() / 4, text.length() / 4))
                .finishReason(FinishReason.STOP)
                .build();
    }

    public int calls() {
        return calls.get();
    }

    /** Conversations that were sent more than once. */
    public List<String> askedTwice() {
        return asked.entrySet().stream()
                .filter(entry -> entry.getValue().get() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }
}

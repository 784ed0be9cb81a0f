package dev.constitution.local;

import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.file.Path;

/** The embedded model's file and one open model on it, for all tests of a run. */
final class Embedded {
    static final Path FILE = ModelFiles.builder().downloadIfMissing().build().resolve("");
    static final LocalChatModel MODEL =
            LocalChatModel.builder().modelFile(FILE).contexts(2).build();

    private Embedded() {}

    static ChatRequest request(SamplingParameters.Builder parameters, ChatMessage... messages) {
        return ChatRequest.builder()
                .messages(messages)
                .parameters(parameters.build())
                .build();
    }

    static ChatRequest request(SamplingParameters.Builder parameters, String question) {
        return request(parameters, UserMessage.from(question));
    }

    /** A task that would go on for as long as its context has room. */
    static Task endlessTask() {
        return Task.of(
                request(
                        greedy().maxOutputTokens(100_000).repeatPenalty(1.3),
                        "Write a very long story about a lighthouse and the sea."),
                SamplingParameters.builder().build());
    }

    static SamplingParameters.Builder greedy() {
        return SamplingParameters.builder().temperature(0.0);
    }
}

package dev.constitution.runner.wire;

import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.local.LocalChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Collections;
import java.util.SortedSet;

/**
 * A chat model behind a server. Sending a request and reading what came back are two steps, so that an answer can be made
 * durable before anything is read of it, and read again without a request. Thread-safe.
 */
public interface WireModel extends ChatModel {

    /**
     * Sends a request.
     *
     * @param timeouts how many times the model's timeout the answer may take
     * @param claim takes room for the answer; its owner gives it back
     * @return the body of the answer, as it came
     * @throws RuntimeException LangChain4j's exceptions when there was no answer of status 2xx
     */
    String send(ChatRequest request, int timeouts, AnswerRoom.Claim claim);

    /**
     * Reads an answer to a request.
     *
     * @throws MalformedAnswerException when the body is no answer
     * @throws RuntimeException LangChain4j's exceptions when the body says that nothing was answered
     */
    ChatResponse read(ChatRequest request, String body);

    /** What a run should know of the model's server, each in a few words: parameters that it refuses, for example. */
    default SortedSet<String> notes() {
        return Collections.emptySortedSet();
    }

    /** Whether a key goes with the requests. */
    boolean sendsKey();

    @Override
    default ChatResponse doChat(ChatRequest request) {
        try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
            return read(request, send(request, 1, claim));
        }
    }

    /** Whether a provider could refuse this model's key; true of a model that cannot tell. */
    static boolean maySendKey(ChatModel model) {
        return model instanceof WireModel wire ? wire.sendsKey() : !(model instanceof LocalChatModel);
    }
}

package dev.constitution.live;

import dev.constitution.chat.Interrupts;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.Executor;

/** Hears a model's stream, holds its text back, and streams what stands after the revision. */
final class AnswerStream implements StreamingChatResponseHandler {
    private final ChatRequest request;
    private final LiveRevision revision;
    private final StreamingChatResponseHandler handler;
    private final Executor threads;
    private final Deadline deadline;

    AnswerStream(ChatRequest request, LiveRevision revision, StreamingChatResponseHandler handler, Executor threads) {
        this.request = request;
        this.revision = revision;
        this.handler = handler;
        this.threads = threads;
        this.deadline = revision.deadline();
    }

    @Override
    public void onPartialToolCall(PartialToolCall call) {
        handler.onPartialToolCall(call);
    }

    @Override
    public void onPartialToolCall(PartialToolCall call, PartialToolCallContext context) {
        handler.onPartialToolCall(call, context);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        handler.onCompleteToolCall(call);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        // The thread that comes with the stream is not there to wait for further calls.
        threads.execute(() -> {
            try {
                stream(response);
            } catch (InterruptedException e) {
                handler.onError(Interrupts.unchecked(e));
            } catch (RuntimeException e) {
                handler.onError(e);
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        handler.onError(failure);
    }

    private void stream(ChatResponse response) throws InterruptedException {
        ChatResponse revised = response;
        if (response.finishReason() != null) {
            revised = revision.revised(request, response, deadline);
        } else if (revision.policy().onFailure() == OnFailure.REFUSE) {
            throw new LangChain4jException("the model's stream broke off, so that there is no whole answer");
        }
        String text = revised.aiMessage().text();
        for (int from = 0; text != null && from < text.length(); ) {
            int to = endOfWord(text, from);
            handler.onPartialResponse(text.substring(from, to));
            from = to;
        }
        handler.onCompleteResponse(revised);
    }

    /** Behind the white space that follows the word. */
    private static int endOfWord(String text, int from) {
        int to = from;
        while (to < text.length() && !Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        while (to < text.length() && Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        return to;
    }
}

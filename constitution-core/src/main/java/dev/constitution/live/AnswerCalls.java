package dev.constitution.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.stage.StageListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The calls of a critic and a reviser about one answer: within its time, with their tokens added up. Used by one thread. */
final class AnswerCalls implements ModelCaller {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChatRequest answered;
    private final Deadline deadline;
    private final @Nullable Executor executor;
    private final StageListener listener;
    private @Nullable TokenUsage usage;

    /**
     * @param answered the request whose answer is looked at
     * @param usage the tokens of that answer
     * @param executor makes the calls, so that one can be given up when the time is spent; null makes them here
     * @param listener has its own taken along to the executor's threads
     */
    AnswerCalls(
            ChatRequest answered,
            @Nullable TokenUsage usage,
            Deadline deadline,
            @Nullable Executor executor,
            StageListener listener) {
        this.answered = answered;
        this.usage = usage;
        this.deadline = deadline;
        this.executor = executor;
        this.listener = listener;
    }

    /** The tokens of all calls; null where no model said any. */
    @Nullable
    TokenUsage usage() {
        return usage;
    }

    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        if (deadline.isOver()) {
            throw new TimeSpentException();
        }
        ChatRequest request = request(call);
        ChatResponse response = executor == null
                ? call.model().chat(request)
                : send(() -> call.model().chat(request), executor);
        usage = usage == null ? response.tokenUsage() : usage.add(response.tokenUsage());
        return call.role() == ModelRole.REVISER && isJson() ? betweenTags(response) : response;
    }

    /** A form of the answer holds for its revision. */
    private ChatRequest request(ModelCall call) {
        if (call.role() != ModelRole.REVISER || !isJson()) {
            return call.request();
        }
        ChatRequestParameters form = DefaultChatRequestParameters.builder()
                .responseFormat(answered.responseFormat())
                .build();
        return ChatRequest.builder()
                .messages(call.request().messages())
                .parameters(call.request().parameters().overrideWith(form))
                .build();
    }

    private boolean isJson() {
        ResponseFormat format = answered.responseFormat();
        return format != null && format.type() == ResponseFormatType.JSON;
    }

    /** A schema leaves no room for the tags between which a revision is asked for. */
    private static ChatResponse betweenTags(ChatResponse response) {
        String text = response.aiMessage().text();
        if (text == null) {
            return response;
        }
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedAnswerException(
                    text, new IllegalArgumentException("it is not the JSON that was asked for", e));
        }
        return response.toBuilder()
                .aiMessage(response.aiMessage().withText("<revision>\n" + text + "\n</revision>"))
                .build();
    }

    private ChatResponse send(Callable<ChatResponse> call, Executor calls) throws InterruptedException {
        FutureTask<ChatResponse> answer = new FutureTask<>(call);
        calls.execute(listener.carrying().apply(answer));
        try {
            return answer.get(deadline.left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TimeSpentException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}

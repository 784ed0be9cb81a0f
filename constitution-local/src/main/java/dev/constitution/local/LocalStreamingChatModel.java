package dev.constitution.local;

import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streaming side of a {@link LocalChatModel}: the same answers, handed out as they grow.
 *
 * <p>Parts are whole characters and never hold any of a stop sequence. Handlers are called on a daemon thread of each
 * call's own; an exception that one throws ends the call and goes to its {@code onError}. After
 * {@code StreamingHandle.cancel()} the handler is called no more. Thread-safe.
 */
public final class LocalStreamingChatModel implements StreamingChatModel {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStreamingChatModel.class);

    private final Engine engine;
    private final String modelName;
    private final SamplingParameters defaults;
    private final List<ChatModelListener> listeners;

    LocalStreamingChatModel(
            Engine engine, String modelName, SamplingParameters defaults, List<ChatModelListener> listeners) {
        this.engine = engine;
        this.modelName = modelName;
        this.defaults = defaults;
        this.listeners = listeners;
    }

    /** Starts an answer and returns; throws at once for a request that this model cannot fulfil. */
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        Task task = Task.of(request, defaults);
        Thread thread = new Thread(() -> stream(task, handler), "constitution-local-stream");
        thread.setDaemon(true);
        thread.start();
    }

    private void stream(Task task, StreamingChatResponseHandler handler) {
        Cancellation cancellation = new Cancellation();
        PartialResponseContext context = new PartialResponseContext(new Handle(cancellation));
        ChatResponse response;
        try {
            response = engine.answer(task, cancellation, text -> {
                        handler.onPartialResponse(new PartialResponse(text), context);
                        if (cancellation.isCancelled()) {
                            throw new CancelledException();
                        }
                    })
                    .toResponse(modelName);
        } catch (CancelledException e) {
            return;
        } catch (RuntimeException | Error e) {
            call(() -> handler.onError(e));
            return;
        }
        call(() -> handler.onCompleteResponse(response));
    }

    /** The answer is over: there is nowhere else to tell what its handler throws now. */
    private static void call(Runnable handler) {
        try {
            handler.run();
        } catch (RuntimeException e) {
            LOG.warn("the handler of a streamed answer failed", e);
        }
    }

    @Override
    public SamplingParameters defaultRequestParameters() {
        return defaults;
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
    }

    private record Handle(Cancellation cancellation) implements StreamingHandle {
        @Override
        public void cancel() {
            cancellation.cancel();
        }

        @Override
        public boolean isCancelled() {
            return cancellation.isCancelled();
        }
    }
}

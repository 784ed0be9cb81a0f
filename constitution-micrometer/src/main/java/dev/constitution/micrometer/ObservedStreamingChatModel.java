package dev.constitution.micrometer;

import dev.constitution.chat.ModelRole;
import dev.constitution.live.ConstitutionalStreamingChatModel;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Set;

/** The streaming twin of {@link ObservedChatModel}. Thread-safe, if the model is. */
record ObservedStreamingChatModel(StreamingChatModel model, Observing observing) implements StreamingChatModel {

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        Observed observed = model instanceof ConstitutionalStreamingChatModel
                ? observing.answer(request)
                : observing.call(
                        new CallContext(
                                ModelRole.GENERATOR, model.provider(), request, model.defaultRequestParameters()),
                        true);
        ObservedStream stream = new ObservedStream(handler, observed);
        // Closed on the thread that opened it; the stream ends on another.
        try {
            Within.scope(observed.observation(), () -> {
                model.chat(request, stream);
                return stream;
            });
        } catch (RuntimeException | Error e) {
            stream.failed(e);
            throw e;
        }
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }
}

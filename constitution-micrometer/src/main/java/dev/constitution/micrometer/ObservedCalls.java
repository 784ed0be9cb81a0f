package dev.constitution.micrometer;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.micrometer.observation.Observation;
import java.util.List;

/** A caller whose calls are observed. Thread-safe, if the caller is. */
record ObservedCalls(ModelCaller caller, Observing observing) implements ModelCaller {

    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        // A model that is observed by itself would be counted twice.
        ChatModel model = call.model() instanceof ObservedChatModel observed ? observed.model() : call.model();
        ModelCall asked = new ModelCall(call.promptId(), call.role(), call.step(), model, call.request());
        CallContext context =
                new CallContext(call.role(), model.provider(), call.request(), model.defaultRequestParameters());
        return observing.call(context, false).by(() -> caller.call(asked));
    }

    @Override
    public <T> List<T> together(List<? extends Work<T>> pieces) throws InterruptedException, CallFailedException {
        Observation current = observing.registry().getCurrentObservation();
        return caller.together(
                current == null
                        ? pieces
                        : pieces.stream().map(piece -> within(current, piece)).toList());
    }

    private static <T> Work<T> within(Observation current, Work<T> piece) {
        return () -> Within.scope(current, piece::result);
    }
}

package dev.constitution.live;

import dev.constitution.principles.Constitution;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * The streaming twin of {@link ConstitutionalChatModel}: nothing of an answer is streamed before its last revision is there,
 * and then that alone, piece by piece; calls of tools are handed on as they come. How far it is, a
 * {@link dev.constitution.stage.StageListener} of the stage hears.
 *
 * <p>An answer whose stream broke off, which LangChain4j reports as complete without a finish reason, is not revised: it counts
 * as failed.
 *
 * <p>Immutable and thread-safe, if its models are.
 */
public final class ConstitutionalStreamingChatModel implements StreamingChatModel {
    private final StreamingChatModel model;
    private final LiveRevision revision;
    private final List<ChatModelListener> listeners;
    private final Executor threads;

    private ConstitutionalStreamingChatModel(
            StreamingChatModel model, LiveRevision revision, List<ChatModelListener> listeners, Executor threads) {
        this.model = model;
        this.revision = revision;
        this.listeners = listeners;
        this.threads = threads;
    }

    /** One round of critique and revision by the model itself. */
    public static ConstitutionalStreamingChatModel of(StreamingChatModel model, Constitution constitution) {
        return of(
                model,
                CritiqueRevision.builder()
                        .constitution(constitution)
                        .model(awaited(model))
                        .rounds(1)
                        .build(),
                RevisionPolicy.DEFAULT);
    }

    /** A streaming model as one that critics and revisers can be: each of its answers is waited for. */
    public static ChatModel awaited(StreamingChatModel model) {
        return new AwaitedModel(model);
    }

    /**
     * Wraps a model.
     *
     * @param model answers, in place of the stage's own generator
     * @param revision its critic and its reviser look at the answers, each on a daemon thread of its own, a virtual one where
     *     there are some
     */
    public static ConstitutionalStreamingChatModel of(
            StreamingChatModel model, CritiqueRevision revision, RevisionPolicy policy) {
        return new ConstitutionalStreamingChatModel(
                model, new LiveRevision(revision, policy), List.of(), DaemonThreads.onePerTask());
    }

    /** This model with listeners that hear a request and what is answered in the end; the wrapped model keeps its own. */
    public ConstitutionalStreamingChatModel withListeners(List<ChatModelListener> hearing) {
        return new ConstitutionalStreamingChatModel(model, revision, List.copyOf(hearing), threads);
    }

    /** This model with another executor for the critiques and revisions of an answer. */
    public ConstitutionalStreamingChatModel withExecutor(Executor other) {
        return new ConstitutionalStreamingChatModel(model, revision, listeners, other);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        UnaryOperator<Runnable> carried = revision.revision().listener().carrying();
        Executor carrying = task -> threads.execute(carried.apply(task));
        model.chat(request, new AnswerStream(request, revision, handler, carrying));
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
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

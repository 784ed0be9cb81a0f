package dev.constitution.live;

import dev.constitution.chat.Interrupts;
import dev.constitution.principles.Constitution;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;

/**
 * A chat model that answers under a constitution: the model it wraps answers, a critic and a reviser take the answer through
 * critique and revision (Bai et al. 2022, section 3, inside one request), and what stands at the end is the response, a
 * {@link ConstitutionalChatResponse}.
 *
 * <pre>{@code
 * ChatModel careful = ConstitutionalChatModel.of(model, Constitutions.builtIn("helpful-honest-harmless"));
 * String answer = careful.chat("How do I get even with a rude neighbour?");
 * }</pre>
 *
 * <p>Calls of tools pass untouched, and so does an answer without text; tools, memory, images and JSON schemas work as with the
 * wrapped model. Its listeners hear each call of its own once, {@link #withListeners those of the wrapper} hear the whole.
 *
 * <p>Immutable and thread-safe, if its models are.
 */
public final class ConstitutionalChatModel implements ChatModel {
    private final LiveRevision revision;
    private final List<ChatModelListener> listeners;

    private ConstitutionalChatModel(LiveRevision revision, List<ChatModelListener> listeners) {
        this.revision = revision;
        this.listeners = listeners;
    }

    /** One round of critique and revision by the model itself. */
    public static ConstitutionalChatModel of(ChatModel model, Constitution constitution) {
        return of(CritiqueRevision.builder()
                .constitution(constitution)
                .model(model)
                .rounds(1)
                .build());
    }

    /** Wraps the stage's model. */
    public static ConstitutionalChatModel of(CritiqueRevision revision) {
        return of(revision, RevisionPolicy.DEFAULT);
    }

    /** Wraps the stage's model. */
    public static ConstitutionalChatModel of(CritiqueRevision revision, RevisionPolicy policy) {
        return new ConstitutionalChatModel(new LiveRevision(revision, policy), List.of());
    }

    /** This model with listeners that hear a request and what is answered in the end; the wrapped model keeps its own. */
    public ConstitutionalChatModel withListeners(List<ChatModelListener> hearing) {
        return new ConstitutionalChatModel(revision, List.copyOf(hearing));
    }

    /**
     * Answers.
     *
     * @throws UnrevisedAnswerException see {@link RevisionPolicy#onFailure}
     * @throws RuntimeException what the wrapped model throws; with the thread's interrupt flag set where that was interrupted
     */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        Deadline deadline = revision.deadline();
        try {
            return revision.revised(request, revision.generated(request), deadline);
        } catch (InterruptedException e) {
            throw Interrupts.unchecked(e);
        }
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return wrapped().defaultRequestParameters();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return wrapped().supportedCapabilities();
    }

    @Override
    public ModelProvider provider() {
        return wrapped().provider();
    }

    private ChatModel wrapped() {
        return revision.revision().model();
    }
}

package dev.constitution.micrometer;

import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.StageListener;
import dev.constitution.stage.Step;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.UnaryOperator;

/**
 * What critique and revision inside an application take and come to, as Micrometer's observations: of them an application makes
 * spans, by a tracing handler of its choice, and metrics, by {@link #meters}.
 *
 * <p>As the listener of a {@code CritiqueRevision} it observes each answer's critiques and revisions and, within, each call of
 * generator, critic and reviser, however the stage is used: by a wrapped model, by a guardrail, or alone. {@link #observed}
 * adds the answer as a whole. Names of calls are those of OpenTelemetry's conventions for generative AI, as of
 * semantic-conventions 1.41.0.
 *
 * <p>No text of a conversation is in a span or a tag, and no message of an exception, unless {@link #withContent} says so.
 * Tags have few values: models, roles, kinds of failure, principles' ids.
 *
 * <p>Immutable and thread-safe.
 */
public final class ConstitutionObservations implements StageListener {
    private final Observing observing;

    private ConstitutionObservations(Observing observing) {
        this.observing = observing;
    }

    /** Observations of this registry, without content. */
    public static ConstitutionObservations of(ObservationRegistry registry) {
        return new ConstitutionObservations(new Observing(registry, false));
    }

    /** The same with messages on the spans, and with what exceptions say: for a place where they may be kept. */
    public ConstitutionObservations withContent() {
        return new ConstitutionObservations(new Observing(observing.registry(), true));
    }

    /**
     * The handler that makes metrics of these observations, to be registered with the observation registry. It goes before
     * Micrometer's own in a first-matching composite, which would otherwise time them a second time under their own names.
     */
    public static MeterObservationHandler<Observation.Context> meters(MeterRegistry meters) {
        return new CallMeters(meters);
    }

    /**
     * This model, observed: the whole answer where it is a {@link ConstitutionalChatModel}, whose stage is to have these
     * observations as its listener; a call of its generator's kind otherwise.
     */
    public ChatModel observed(ChatModel model) {
        return new ObservedChatModel(model, observing);
    }

    /**
     * This model, observed, as {@link #observed(ChatModel)} does. A streaming model that is about to be wrapped is to be
     * observed before, too: its stage asks it for critiques alone.
     */
    public StreamingChatModel observed(StreamingChatModel model) {
        return new ObservedStreamingChatModel(model, observing);
    }

    @Override
    public void onStep(Prompt prompt, Step step) {
        observing.step(step);
    }

    @Override
    public Outcome around(Prompt prompt, ModelCaller.Work<Outcome> row) throws InterruptedException {
        return observing.revision(row);
    }

    @Override
    public ModelCaller calling(ModelCaller caller) {
        return new ObservedCalls(caller, observing);
    }

    @Override
    public UnaryOperator<Runnable> carrying() {
        return observing.carrying();
    }
}

package dev.constitution.micrometer;

import dev.constitution.stage.Outcome;
import dev.langchain4j.model.output.TokenUsage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Counts and times what observations of this library come to. Thread-safe. */
final class CallMeters implements MeterObservationHandler<Observation.Context> {
    private static final Duration[] BOUNDARIES = Arrays.stream(GenAi.DURATIONS)
            .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
            .toArray(Duration[]::new);

    private final MeterRegistry meters;

    CallMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** No other's, so that one behind it in a composite handler still counts them. */
    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof CallContext || context instanceof RevisionContext || context instanceof AnswerContext;
    }

    @Override
    public void onStart(Observation.Context context) {
        context.put(CallMeters.class, Timer.start(meters));
    }

    @Override
    public void onStop(Observation.Context context) {
        Timer.Sample sample = context.getRequired(CallMeters.class);
        if (context instanceof CallContext call) {
            Tags tags = tags(call);
            stop(
                    sample,
                    GenAi.OPERATION_DURATION,
                    tags.and(GenAi.ERROR_TYPE, call.errorType().orElse(Own.NONE)));
            call.response().ifPresent(response -> tokens(response.tokenUsage(), tags));
        } else if (context instanceof RevisionContext revision) {
            String outcome = revision.outcome().map(Own::outcome).orElse(Own.BROKEN_OFF);
            stop(sample, Own.REVISION_DURATION, Tags.of(Own.OUTCOME, outcome));
            count(revision);
        } else if (context instanceof AnswerContext answer) {
            String outcome = answer.response().map(Own::outcome).orElse(Own.BROKEN_OFF);
            stop(sample, Own.ANSWER_DURATION, Tags.of(Own.OUTCOME, outcome));
        }
    }

    private static Tags tags(CallContext call) {
        return Tags.of(
                GenAi.OPERATION_NAME,
                GenAi.CHAT,
                GenAi.PROVIDER_NAME,
                call.provider(),
                GenAi.REQUEST_MODEL,
                call.requestModel().orElse(Own.NONE),
                GenAi.RESPONSE_MODEL,
                call.responseModel().orElse(Own.NONE),
                Own.ROLE,
                call.role());
    }

    private void stop(Timer.Sample sample, String name, Tags tags) {
        sample.stop(Timer.builder(name)
                .tags(tags)
                .serviceLevelObjectives(BOUNDARIES)
                .register(meters));
    }

    private void tokens(@Nullable TokenUsage usage, Tags tags) {
        if (usage != null) {
            tokens("input", usage.inputTokenCount(), tags);
            tokens("output", usage.outputTokenCount(), tags);
        }
    }

    private void tokens(String type, @Nullable Integer count, Tags tags) {
        if (count != null) {
            DistributionSummary.builder(GenAi.TOKEN_USAGE)
                    .tags(tags.and(GenAi.TOKEN_TYPE, type))
                    .serviceLevelObjectives(GenAi.TOKENS)
                    .register(meters)
                    .record(count);
        }
    }

    private void count(RevisionContext revision) {
        revision.steps().forEach(step -> {
            step.critique()
                    .ifPresent(critique -> meters.counter(
                                    Own.CRITIQUES,
                                    Own.PRINCIPLE,
                                    step.principle(),
                                    Own.DECISION,
                                    Own.label(critique.decision()))
                            .increment());
            step.revision()
                    .ifPresent(made -> meters.counter(
                                    Own.REVISIONS,
                                    Own.PRINCIPLE,
                                    step.principle(),
                                    Own.READING,
                                    made.reading().label())
                            .increment());
        });
        meters.summary(Own.ROUNDS).record(revision.rounds());
        if (revision.outcome().orElse(null) instanceof Outcome.Failed failed) {
            meters.counter(
                            Own.FAILURES,
                            Own.ROLE,
                            failed.role().label(),
                            Own.FAILURE_KIND,
                            failed.kind().label())
                    .increment();
        }
    }
}

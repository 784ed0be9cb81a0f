package dev.constitution.micrometer;

import dev.constitution.chat.ModelCaller;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Revision;
import dev.constitution.stage.Step;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends observations. A value that is not always known is one of high cardinality, whatever it is: a meter must have
 * the same tags each time.
 *
 * @param content whether messages, and what exceptions say, may be told
 */
record Observing(ObservationRegistry registry, boolean content) {

    /** A call that begins now, below what the thread does at present. */
    Observed call(CallContext context, boolean streaming) {
        Observation call = Observation.createNotStarted(Own.CALL, () -> context, registry)
                .contextualName(context.requestModel()
                        .map(name -> GenAi.CHAT + " " + name)
                        .orElse(GenAi.CHAT))
                .lowCardinalityKeyValue(GenAi.OPERATION_NAME, GenAi.CHAT)
                .lowCardinalityKeyValue(GenAi.PROVIDER_NAME, context.provider())
                .lowCardinalityKeyValue(Own.ROLE, context.role());
        context.requestModel().ifPresent(name -> call.highCardinalityKeyValue(GenAi.REQUEST_MODEL, name));
        ChatRequest request = context.request();
        value(call, GenAi.REQUEST_TEMPERATURE, request.temperature());
        value(call, GenAi.REQUEST_TOP_P, request.topP());
        value(call, GenAi.REQUEST_TOP_K, request.topK());
        value(call, GenAi.REQUEST_MAX_TOKENS, request.maxOutputTokens());
        value(call, GenAi.REQUEST_STREAM, streaming ? true : null);
        said(call, request);
        return new Observed(
                call.start(), response -> answered(call, context, response), thrown -> failed(call, context, thrown));
    }

    private void answered(Observation call, CallContext context, ChatResponse response) {
        context.answered(response);
        value(call, GenAi.RESPONSE_MODEL, response.modelName());
        value(call, GenAi.RESPONSE_ID, response.id());
        if (response.finishReason() != null) {
            value(call, GenAi.FINISH_REASONS, "[\"" + GenAi.finish(response.finishReason()) + "\"]");
        }
        usage(call, response.tokenUsage(), GenAi.INPUT_TOKENS, GenAi.OUTPUT_TOKENS);
        said(call, response);
        call.stop();
    }

    private void failed(Observation call, CallContext context, Throwable thrown) {
        context.failed(thrown);
        failed(call, thrown);
    }

    private void failed(Observation observation, Throwable thrown) {
        observation.highCardinalityKeyValue(GenAi.ERROR_TYPE, Failure.type(thrown));
        observation.error(content ? thrown : Failure.of(thrown));
        observation.stop();
    }

    /** An answer of a wrapped model, which begins now. */
    Observed answer(ChatRequest request) {
        AnswerContext context = new AnswerContext();
        Observation answer = Observation.createNotStarted(Own.ANSWER, () -> context, registry);
        said(answer, request);
        return new Observed(
                answer.start(), response -> answered(answer, context, response), thrown -> failed(answer, thrown));
    }

    private void answered(Observation answer, AnswerContext context, ChatResponse response) {
        context.answered(response);
        answer.highCardinalityKeyValue(Own.OUTCOME, Own.outcome(response));
        usage(answer, response.tokenUsage(), Own.INPUT_TOKENS, Own.OUTPUT_TOKENS);
        said(answer, response);
        answer.stop();
    }

    /** Does a row within an observation of its own. */
    Outcome revision(ModelCaller.Work<Outcome> row) throws InterruptedException {
        RevisionContext context = new RevisionContext();
        Observation revision = Observation.start(Own.REVISION, () -> context, registry);
        Outcome outcome;
        try {
            outcome = Within.scope(revision, row::result);
        } catch (InterruptedException | RuntimeException | Error e) {
            failed(revision, e);
            throw e;
        }
        ended(revision, context, outcome);
        return outcome;
    }

    private void ended(Observation revision, RevisionContext context, Outcome outcome) {
        context.ended(outcome);
        revision.highCardinalityKeyValue(Own.OUTCOME, Own.outcome(outcome));
        revision.highCardinalityKeyValue(Own.ROUND_COUNT, Integer.toString(context.rounds()));
        if (outcome instanceof Outcome.Failed failed) {
            revision.highCardinalityKeyValue(GenAi.ERROR_TYPE, failed.kind().label());
            Throwable kind = Failure.of(failed.kind());
            revision.error(content ? failed.cause().orElse(kind) : kind);
        }
        revision.stop();
    }

    /** A step of the row that the thread does. */
    void step(Step step) {
        Observation current = registry.getCurrentObservation();
        if (current != null && current.getContext() instanceof RevisionContext revision) {
            revision.made(step);
            String decision = step.critique()
                    .map(critique -> Own.label(critique.decision()))
                    .orElse(Own.NONE);
            String reading = step.revision()
                    .map(Revision::reading)
                    .map(Revision.Reading::label)
                    .orElse(Own.NONE);
            current.event(Observation.Event.of("step", step.principle() + ": " + decision + ", " + reading));
        }
    }

    /** Makes of work one that goes on below what the thread does at present. */
    UnaryOperator<Runnable> carrying() {
        Observation current = registry.getCurrentObservation();
        return current == null
                ? UnaryOperator.identity()
                : work -> () -> Within.scope(current, () -> {
                    work.run();
                    return work;
                });
    }

    private void said(Observation observation, ChatRequest request) {
        if (content && !observation.isNoop()) {
            observation.highCardinalityKeyValue(GenAi.INPUT_MESSAGES, MessagesJson.of(request.messages()));
        }
    }

    private void said(Observation observation, ChatResponse response) {
        if (content && !observation.isNoop()) {
            observation.highCardinalityKeyValue(GenAi.OUTPUT_MESSAGES, MessagesJson.of(response));
        }
    }

    private static void usage(Observation observation, @Nullable TokenUsage usage, String input, String output) {
        if (usage != null) {
            value(observation, input, usage.inputTokenCount());
            value(observation, output, usage.outputTokenCount());
        }
    }

    private static void value(Observation observation, String key, @Nullable Object value) {
        if (value != null) {
            observation.highCardinalityKeyValue(key, value.toString());
        }
    }
}

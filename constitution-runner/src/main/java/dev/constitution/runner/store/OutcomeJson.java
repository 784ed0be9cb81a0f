package dev.constitution.runner.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.input.InputRow;
import dev.constitution.stage.Critique;
import dev.constitution.stage.JudgedPair;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Revision;
import dev.constitution.stage.Step;
import dev.constitution.stage.Trace;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An outcome as the store keeps it: the prompt, every step with its replies, and the result. Exports and reports are made
 * from this and nothing else, so it leaves nothing out; nothing in it depends on time or on the order of arrival.
 */
public final class OutcomeJson {
    /** The kind of failure of an input row that could not be read. */
    public static final String BAD_INPUT = "bad_input";

    private OutcomeJson() {}

    /** The record of a row that went through a stage. */
    public static OutcomeRecord record(long row, Outcome outcome) {
        String id = outcome.prompt().id();
        if (outcome instanceof Outcome.Pair pair) {
            return new OutcomeRecord(row, id, OutcomeKind.PAIR, "", write(outcome, json -> pair(json, pair)));
        } else if (outcome instanceof Outcome.Judged judged) {
            return new OutcomeRecord(row, id, OutcomeKind.JUDGED, VerdictJson.detail(judged), write(outcome, json -> {
                json.writeBooleanField("second_first", judged.secondFirst());
                json.writeFieldName("judgement");
                VerdictJson.judgement(json, judged.judgement());
            }));
        } else if (outcome instanceof Outcome.Rejected rejected) {
            return new OutcomeRecord(row, id, OutcomeKind.REJECTED, rejected.gate(), write(outcome, json -> {
                json.writeStringField("gate", rejected.gate());
                json.writeStringField("reason", rejected.reason());
            }));
        } else if (outcome instanceof Outcome.Failed failed) {
            return new OutcomeRecord(row, id, OutcomeKind.FAILED, failed.kind().label(), write(outcome, json -> {
                json.writeStringField("failure", failed.kind().label());
                json.writeStringField("role", failed.role().label());
                json.writeStringField("message", failed.message());
            }));
        }
        throw new IllegalArgumentException("an outcome of an unknown kind: " + outcome);
    }

    /** The record of an input row that could not be read. */
    public static OutcomeRecord unreadable(long row, InputRow.Bad bad) {
        return new OutcomeRecord(row, "line-" + bad.line(), OutcomeKind.FAILED, BAD_INPUT, Json.line(json -> {
            json.writeStartObject();
            json.writeNumberField("line", bad.line());
            json.writeStringField("failure", BAD_INPUT);
            json.writeStringField("message", bad.message());
            json.writeEndObject();
        }));
    }

    /** The record of a row whose stage threw what it should not. */
    public static OutcomeRecord crashed(long row, Prompt prompt, Throwable failure) {
        return new OutcomeRecord(row, prompt.id(), OutcomeKind.FAILED, "error", Json.line(json -> {
            json.writeStartObject();
            json.writeStringField("id", prompt.id());
            json.writeFieldName("prompt");
            messages(json, prompt.messages());
            json.writeStringField("failure", "error");
            json.writeStringField("message", failure.toString());
            json.writeEndObject();
        }));
    }

    private static String write(Outcome outcome, Json.Writing result) {
        return Json.line(json -> {
            json.writeStartObject();
            json.writeStringField("id", outcome.prompt().id());
            json.writeFieldName("prompt");
            messages(json, outcome.prompt().messages());
            if (!outcome.prompt().metadata().isEmpty()) {
                json.writeFieldName("metadata");
                Json.MAPPER.writeValue(json, outcome.prompt().metadata());
            }
            if (!(outcome instanceof Outcome.Judged)) {
                trace(json, outcome);
            }
            result.to(json);
            json.writeEndObject();
        });
    }

    private static void pair(JsonGenerator json, Outcome.Pair pair) throws IOException {
        json.writeStringField("chosen", pair.chosen());
        json.writeStringField("rejected", pair.rejected());
        json.writeStringField("source", pair instanceof Outcome.Compared ? "comparison" : "revision");
        if (pair.probability().isPresent()) {
            json.writeNumberField("probability", pair.probability().getAsDouble());
        }
        VerdictJson.principles(json, pair.principles());
    }

    /** What was answered on the way: a row of comparison has answers, one of revision an initial answer and steps. */
    private static void trace(JsonGenerator json, Outcome outcome) throws IOException {
        if (outcome.trace() instanceof Trace.OfComparison trace
                && !trace.answers().isEmpty()) {
            json.writeArrayFieldStart("answers");
            for (Reply answer : trace.answers()) {
                reply(json, answer);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("comparisons");
            for (JudgedPair comparison : trace.comparisons()) {
                VerdictJson.comparison(json, comparison);
            }
            json.writeEndArray();
            return;
        }
        reply(json, "initial", outcome.initial());
        json.writeArrayFieldStart("steps");
        for (Step step : outcome.steps()) {
            step(json, step);
        }
        json.writeEndArray();
        if (outcome.trace() instanceof Trace.OfRevision trace
                && trace.confirmation().isPresent()) {
            json.writeFieldName("confirmation");
            VerdictJson.judgement(json, trace.confirmation().get());
        }
    }

    static void messages(JsonGenerator json, List<Message> messages) throws IOException {
        json.writeStartArray();
        for (Message message : messages) {
            json.writeStartObject();
            json.writeStringField("role", message.role().label());
            json.writeStringField("content", message.content());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void step(JsonGenerator json, Step step) throws IOException {
        json.writeStartObject();
        json.writeNumberField("round", step.round());
        json.writeStringField("principle", step.principle());
        if (step.critique().isPresent()) {
            Critique critique = step.critique().get();
            json.writeObjectFieldStart("critique");
            json.writeStringField("text", critique.text());
            json.writeStringField("decision", critique.decision().name().toLowerCase(Locale.ROOT));
            reply(json, "reply", Optional.of(critique.reply()));
            json.writeEndObject();
        }
        if (step.revision().isPresent()) {
            Revision revision = step.revision().get();
            json.writeObjectFieldStart("revision");
            json.writeStringField("answer", revision.answer());
            json.writeStringField("reading", revision.reading().label());
            json.writeBooleanField("accepted", revision.reading().accepted());
            reply(json, "reply", Optional.of(revision.reply()));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void reply(JsonGenerator json, String field, Optional<Reply> optional) throws IOException {
        if (optional.isPresent()) {
            json.writeFieldName(field);
            reply(json, optional.get());
        }
    }

    static void reply(JsonGenerator json, Reply reply) throws IOException {
        json.writeStartObject();
        json.writeStringField("call", reply.step());
        json.writeStringField("text", reply.text());
        if (reply.finish().isPresent()) {
            json.writeStringField("finish", reply.finish().get());
        }
        if (reply.model().isPresent()) {
            json.writeStringField("model", reply.model().get());
        }
        if (reply.usage().input().isPresent()) {
            json.writeNumberField("input_tokens", reply.usage().input().getAsInt());
        }
        if (reply.usage().output().isPresent()) {
            json.writeNumberField("output_tokens", reply.usage().output().getAsInt());
        }
        json.writeEndObject();
    }
}

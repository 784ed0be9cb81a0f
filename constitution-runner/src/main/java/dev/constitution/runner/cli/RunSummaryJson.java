package dev.constitution.runner.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.OutcomeKind;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a run as one JSON object, described in {@code docs/exit-codes.md}. Fields may be added; the version rises
 * when one goes or changes its meaning.
 */
final class RunSummaryJson {
    private static final int VERSION = 1;

    private RunSummaryJson() {}

    /**
     * @param goOn the command that does what is left or failed
     */
    static String of(RunResult result, Optional<String> goOn) {
        return Json.line(json -> {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("status", result.exitCode().label());
            json.writeNumberField("exit_code", result.exitCode().number());
            json.writeNumberField("rows", result.rows());
            json.writeNumberField("finished", result.outcomes().total());
            json.writeObjectFieldStart("outcomes");
            for (OutcomeKind kind : OutcomeKind.values()) {
                outcome(json, result, kind);
            }
            json.writeEndObject();
            json.writeNumberField("calls", result.calls());
            json.writeNumberField("replayed", result.replayed());
            json.writeObjectFieldStart("retries");
            for (Map.Entry<FailureKind, Long> kind : result.retries().entrySet()) {
                json.writeNumberField(kind.getKey().label(), kind.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("judged_in_both_orders", result.judged().judged());
            json.writeNumberField("same_position", result.judged().samePosition());
            json.writeNumberField("output_tokens", result.outputTokens());
            json.writeNumberField("input_tokens", result.spent().amount().inputTokens());
            json.writeFieldName("cost_usd");
            json.writeTree(Json.MAPPER.valueToTree(
                    result.spent().isPriced() ? result.spent().cost().usd() : null));
            json.writeNumberField("seconds", result.elapsed().toMillis() / 1000.0);
            json.writeArrayFieldStart("files");
            for (WrittenFile written : result.files()) {
                json.writeStartObject();
                json.writeStringField("file", written.file().toString());
                json.writeNumberField("lines", written.lines());
                json.writeObjectFieldStart("remarks");
                for (Map.Entry<String, Long> remark : written.remarks().entrySet()) {
                    json.writeNumberField(remark.getKey(), remark.getValue());
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("warnings");
            for (String warning : result.data().warnings()) {
                json.writeString(Words.shown(warning));
            }
            json.writeEndArray();
            json.writeStringField(
                    "stopped",
                    result.stopped().map(stop -> Words.shown(stop.message())).orElse(null));
            json.writeStringField("go_on", goOn.orElse(null));
            json.writeEndObject();
        });
    }

    private static void outcome(JsonGenerator json, RunResult result, OutcomeKind kind) throws IOException {
        json.writeObjectFieldStart(kind.label());
        json.writeNumberField("rows", result.outcomes().of(kind));
        if (kind != OutcomeKind.PAIR) {
            json.writeObjectFieldStart("by");
            for (Map.Entry<String, Long> detail : result.outcomes().ranked(kind)) {
                json.writeNumberField(detail.getKey(), detail.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}

package dev.constitution.runner.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.CostEstimate;
import dev.constitution.runner.cost.CostJson;
import dev.constitution.runner.cost.Scenario;
import dev.constitution.runner.run.DryRunReport;
import dev.constitution.runner.wire.RequestRecorder;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** A dry run as one JSON object; the version is raised when a field changes its meaning or goes. */
final class DryRunJson {
    private static final int VERSION = 1;

    private DryRunJson() {}

    static String of(DryRunReport report) {
        return Json.line(json -> {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeNumberField("rows", report.rows());
            json.writeNumberField("bad_rows", report.badRows());
            json.writeNumberField("estimated_from_rows", report.sampled());
            json.writeStringField("prices_as_of", report.cost().prices().asOf().toString());
            json.writeArrayFieldStart("models");
            for (String model : CostEstimate.models(report.cost())) {
                json.writeStartObject();
                json.writeStringField("model", model);
                json.writeArrayFieldStart("roles");
                for (String role : CostEstimate.roles(report.cost(), model)) {
                    json.writeString(role);
                }
                json.writeEndArray();
                scenarios(report, estimate -> estimate.amount(model), estimate -> estimate.cost(model), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("total");
            scenarios(report, CostEstimate::total, CostEstimate::totalCost, json);
            json.writeEndObject();
            json.writeArrayFieldStart("shown");
            for (DryRunReport.Row row : report.shown()) {
                row(row, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void scenarios(
            DryRunReport report,
            Function<CostEstimate, Amount> amount,
            Function<CostEstimate, Optional<Cost>> cost,
            JsonGenerator json)
            throws IOException {
        for (Scenario scenario : Scenario.values()) {
            CostEstimate estimate = report.estimate(scenario);
            json.writeObjectFieldStart(scenario.label());
            json.writeNumberField("calls", amount.apply(estimate).requests());
            json.writeNumberField("input_tokens", amount.apply(estimate).inputTokens());
            json.writeNumberField("output_tokens", amount.apply(estimate).outputTokens());
            CostJson.write("usd", cost.apply(estimate).map(Cost::usd), json);
            json.writeEndObject();
        }
    }

    private static void row(DryRunReport.Row row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", row.line());
        json.writeStringField("id", row.id());
        json.writeArrayFieldStart("requests");
        for (RequestRecorder.Request request : row.requests()) {
            json.writeStartObject();
            json.writeStringField("step", request.step());
            json.writeStringField("role", request.role());
            json.writeArrayFieldStart("messages");
            for (Message message : request.messages()) {
                json.writeStartObject();
                json.writeStringField("role", message.role().label());
                json.writeStringField("content", message.content());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

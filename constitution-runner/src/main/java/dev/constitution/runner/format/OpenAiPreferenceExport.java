package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The form of OpenAI's, Fireworks' and Together's preference fine-tuning: exactly one assistant turn a side. */
final class OpenAiPreferenceExport implements RecordPerPair {

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of(
                "input",
                "STRUCT(messages " + TURNS + ", tools VARCHAR[], parallel_tool_calls BOOLEAN)",
                "preferred_output",
                TURNS,
                "non_preferred_output",
                TURNS);
    }

    @Override
    public ObjectNode record(ExportRow pair) {
        ObjectNode record = TurnsJson.object();
        ObjectNode input = record.putObject("input");
        input.set("messages", TurnsJson.turns(pair.prompt()));
        input.putArray("tools");
        input.put("parallel_tool_calls", true);
        record.set("preferred_output", TurnsJson.answers(pair.chosen()));
        record.set("non_preferred_output", TurnsJson.answers(pair.rejected()));
        return record;
    }
}

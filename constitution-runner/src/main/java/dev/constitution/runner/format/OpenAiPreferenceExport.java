package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The form of OpenAI's, Fireworks' and Together's preference fine-tuning: exactly one assistant turn a side. */
final class OpenAiPreferenceExport extends RecordPerPair {
    OpenAiPreferenceExport() {
        super(
                "openai",
                List.of(
                        new Field<>(
                                "input",
                                "STRUCT(messages " + Field.TURNS + ", tools VARCHAR[], parallel_tool_calls BOOLEAN)",
                                OpenAiPreferenceExport::input),
                        Field.turns("preferred_output", pair -> TurnsJson.answers(pair.chosen())),
                        Field.turns("non_preferred_output", pair -> TurnsJson.answers(pair.rejected()))));
    }

    private static ObjectNode input(ExportRow pair) {
        ObjectNode input = TurnsJson.object();
        input.set("messages", ToolTurn.inTexts(TurnsJson.turns(pair.prompt())));
        input.set("tools", TurnsJson.tools(pair.tools()));
        return input.put("parallel_tool_calls", true);
    }

    /** Tools stand in the input. */
    @Override
    void addBeyond(ObjectNode record, ExportRow row) {}

    @Override
    public Set<Beyond> carries() {
        return Set.of(Beyond.TOOLS);
    }
}

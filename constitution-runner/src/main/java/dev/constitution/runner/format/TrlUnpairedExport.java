package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** TRL's unpaired form for KTO: each answer of a pair by itself, with whether it is the better one. */
final class TrlUnpairedExport implements ExportFormat {

    @Override
    public String name() {
        return "trl-unpaired";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("prompt", TURNS, "completion", TURNS, "label", "BOOLEAN");
    }

    @Override
    public List<ObjectNode> records(ExportRow row) {
        return row.isPair() ? List.of(record(row, row.chosen(), true), record(row, row.rejected(), false)) : List.of();
    }

    private static ObjectNode record(ExportRow row, String answer, boolean label) {
        ObjectNode record = TurnsJson.object();
        record.set("prompt", TurnsJson.turns(row.prompt()));
        record.set("completion", TurnsJson.answers(answer));
        return record.put("label", label);
    }
}

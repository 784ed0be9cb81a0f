package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** TRL's preference form with an explicit prompt, conversational: what {@code DPOTrainer} reads. */
final class TrlPreferenceExport implements RecordPerPair {

    @Override
    public String name() {
        return "trl";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("prompt", TURNS, "chosen", TURNS, "rejected", TURNS);
    }

    @Override
    public ObjectNode record(ExportRow pair) {
        ObjectNode record = TurnsJson.object();
        record.set("prompt", TurnsJson.turns(pair.prompt()));
        record.set("chosen", TurnsJson.answers(pair.chosen()));
        record.set("rejected", TurnsJson.answers(pair.rejected()));
        return record;
    }
}

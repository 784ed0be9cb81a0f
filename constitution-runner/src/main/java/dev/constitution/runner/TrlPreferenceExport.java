package dev.constitution.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** TRL's preference form with an explicit prompt, conversational: what {@code DPOTrainer} reads. */
final class TrlPreferenceExport implements PairExport {

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
        ObjectNode record = Turns.object();
        record.set("prompt", pair.prompt());
        record.set("chosen", Turns.answers(pair.chosen()));
        record.set("rejected", Turns.answers(pair.rejected()));
        return record;
    }
}

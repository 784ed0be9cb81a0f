package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** TRL's form for reward models: two whole conversations, and by how much the first is better where a judge said so. */
final class TrlRewardExport implements RecordPerPair {

    @Override
    public String name() {
        return "trl-reward";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("chosen", TURNS, "rejected", TURNS, "margin", "DOUBLE");
    }

    @Override
    public ObjectNode record(ExportRow pair) {
        ObjectNode record = TurnsJson.object();
        record.set("chosen", TurnsJson.conversation(pair.prompt(), pair.chosen()));
        record.set("rejected", TurnsJson.conversation(pair.prompt(), pair.rejected()));
        TurnsJson.put(record, "margin", pair.margin());
        return record;
    }
}

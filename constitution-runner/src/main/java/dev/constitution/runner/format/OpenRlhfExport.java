package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** OpenRLHF's preference form with its optional prompt, for {@code --prompt_key prompt --apply_chat_template}. */
final class OpenRlhfExport implements RecordPerPair {

    @Override
    public String name() {
        return "openrlhf";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("prompt", TURNS, "chosen", TURNS, "rejected", TURNS, "margin", "DOUBLE");
    }

    @Override
    public ObjectNode record(ExportRow pair) {
        ObjectNode record = TurnsJson.object();
        record.set("prompt", TurnsJson.turns(pair.prompt()));
        record.set("chosen", TurnsJson.answers(pair.chosen()));
        record.set("rejected", TurnsJson.answers(pair.rejected()));
        TurnsJson.put(record, "margin", pair.margin());
        return record;
    }
}

package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Axolotl's {@code chat_template.default}: the answers are objects, not lists. */
final class AxolotlExport implements RecordPerPair {
    private static final String TURN = TURNS.substring(0, TURNS.length() - "[]".length());

    @Override
    public String name() {
        return "axolotl";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("messages", TURNS, "chosen", TURN, "rejected", TURN);
    }

    @Override
    public ObjectNode record(ExportRow pair) {
        ObjectNode record = TurnsJson.object();
        record.set("messages", TurnsJson.turns(pair.prompt()));
        record.set("chosen", TurnsJson.answer(pair.chosen()));
        record.set("rejected", TurnsJson.answer(pair.rejected()));
        return record;
    }
}

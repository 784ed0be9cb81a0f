package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** TRL's preference form of plain texts: the prompt, and answers that continue it after a space. */
final class TrlStandardExport implements RecordPerPair {

    @Override
    public String name() {
        return "trl-standard";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("prompt", "VARCHAR", "chosen", "VARCHAR", "rejected", "VARCHAR");
    }

    @Override
    public ObjectNode record(ExportRow pair) throws NotCarriedException {
        return TurnsJson.object()
                .put("prompt", TurnsJson.question(pair.prompt()))
                .put("chosen", " " + pair.chosen())
                .put("rejected", " " + pair.rejected());
    }
}

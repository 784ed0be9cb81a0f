package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** NeMo-RL's preference form: a context and its completions by rank, 0 the best. */
final class NemoRlExport implements RecordPerPair {

    @Override
    public String name() {
        return "nemo-rl";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("context", TURNS, "completions", "STRUCT(rank BIGINT, completion " + TURNS + ")[]");
    }

    @Override
    public ObjectNode record(ExportRow pair) {
        ObjectNode record = TurnsJson.object();
        record.set("context", TurnsJson.turns(pair.prompt()));
        ArrayNode completions = record.putArray("completions");
        completions.addObject().put("rank", 0).set("completion", TurnsJson.answers(pair.chosen()));
        completions.addObject().put("rank", 1).set("completion", TurnsJson.answers(pair.rejected()));
        return record;
    }
}

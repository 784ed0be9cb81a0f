package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** NeMo-RL's preference form: a context and its completions by rank, 0 the best. */
final class NemoRlExport extends RecordPerPair {
    NemoRlExport() {
        super(
                "nemo-rl",
                List.of(
                        Field.turns("context", pair -> TurnsJson.turns(pair.prompt())),
                        new Field<>(
                                "completions",
                                "STRUCT(rank BIGINT, completion " + Field.TURNS + ")[]",
                                NemoRlExport::completions)));
    }

    private static ArrayNode completions(ExportRow pair) {
        ArrayNode completions = TurnsJson.list();
        completions.addObject().put("rank", 0).set("completion", TurnsJson.answers(pair.chosen()));
        completions.addObject().put("rank", 1).set("completion", TurnsJson.answers(pair.rejected()));
        return completions;
    }
}

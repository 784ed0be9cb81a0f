package dev.constitution.runner.format;

import java.util.List;

/** Axolotl's {@code chat_template.default}: the answers are objects, not lists. */
final class AxolotlExport extends RecordPerPair {
    AxolotlExport() {
        super(
                "axolotl",
                List.of(
                        Field.turns("messages", pair -> TurnsJson.turns(pair.prompt())),
                        new Field<>("chosen", Field.TURN, pair -> TurnsJson.answer(pair.chosen())),
                        new Field<>("rejected", Field.TURN, pair -> TurnsJson.answer(pair.rejected()))));
    }
}

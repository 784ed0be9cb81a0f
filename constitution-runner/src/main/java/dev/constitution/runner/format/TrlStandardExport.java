package dev.constitution.runner.format;

import java.util.List;

/** TRL's preference form of plain texts: the prompt, and answers that continue it after a space. */
final class TrlStandardExport extends RecordPerPair {
    TrlStandardExport() {
        super(
                "trl-standard",
                List.of(
                        Field.text("prompt", pair -> TurnsJson.question(pair.prompt())),
                        Field.text("chosen", pair -> " " + pair.chosen()),
                        Field.text("rejected", pair -> " " + pair.rejected())));
    }
}

package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.constitution.chat.Message;
import java.util.List;

/** TRL's unpaired form for KTO: each answer of a pair by itself, with whether it is the better one. */
final class TrlUnpairedExport extends RecordExport<TrlUnpairedExport.Labelled> {

    /** An answer and whether it is the better one. */
    record Labelled(List<Message> prompt, String answer, boolean isBetter) {}

    TrlUnpairedExport() {
        super(
                "trl-unpaired",
                List.of(
                        Field.turns("prompt", labelled -> TurnsJson.turns(labelled.prompt())),
                        Field.turns("completion", labelled -> TurnsJson.answers(labelled.answer())),
                        new Field<>("label", "BOOLEAN", labelled -> BooleanNode.valueOf(labelled.isBetter()))));
    }

    @Override
    List<Labelled> sources(ExportRow row) {
        return row.isPair()
                ? List.of(
                        new Labelled(row.prompt(), row.chosen(), true),
                        new Labelled(row.prompt(), row.rejected(), false))
                : List.of();
    }
}

package dev.constitution.runner.format;

import java.util.List;
import java.util.Set;

/** TRL's unpaired form for KTO: each answer of a pair by itself, with whether it is the better one. */
final class TrlUnpairedExport extends RecordExport<LabelledAnswer> {
    TrlUnpairedExport() {
        super(
                "trl-unpaired",
                List.of(
                        Field.turns("prompt", answer -> TurnsJson.turns(answer.prompt())),
                        Field.turns("completion", answer -> TurnsJson.answers(answer.text())),
                        Field.truth("label", LabelledAnswer::isBetter)));
    }

    @Override
    List<LabelledAnswer> sources(ExportRow row) {
        return LabelledAnswer.of(row);
    }

    @Override
    public Set<Beyond> carries() {
        return Beyond.ALL;
    }
}

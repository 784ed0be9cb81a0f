package dev.constitution.runner.format;

import java.util.List;
import java.util.Set;

/** ms-swift's form for KTO: each answer of a pair as a whole conversation, with whether it is the better one. */
final class MsSwiftKtoExport extends RecordExport<LabelledAnswer> {
    MsSwiftKtoExport() {
        super(
                "ms-swift-kto",
                List.of(
                        Field.turns(
                                "messages",
                                answer -> TurnsJson.conversation(ImageTurn.inMarks(answer.prompt()), answer.text())),
                        Field.truth("label", LabelledAnswer::isBetter)));
    }

    @Override
    List<LabelledAnswer> sources(ExportRow row) throws NotCarriedException {
        PairChecks.requireTrainable(row);
        return LabelledAnswer.of(row);
    }

    @Override
    public Set<Beyond> carries() {
        return Set.of(Beyond.IMAGES, Beyond.IMAGES_BY_ADDRESS);
    }
}

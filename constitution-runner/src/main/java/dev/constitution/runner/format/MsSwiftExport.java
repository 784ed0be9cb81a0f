package dev.constitution.runner.format;

import java.util.List;
import java.util.Set;

/** ms-swift's form for pairs: the conversation with the better answer, and the worse one as a text. */
final class MsSwiftExport extends RecordPerPair {
    MsSwiftExport() {
        super(
                "ms-swift",
                List.of(
                        Field.turns(
                                "messages",
                                pair -> TurnsJson.conversation(ImageTurn.inMarks(pair.prompt()), pair.chosen())),
                        Field.text("rejected_response", ExportRow::rejected),
                        MARGIN));
    }

    /** The reader drops a pair of equal answers with a line in its log. */
    @Override
    void requireCarried(ExportRow pair) throws NotCarriedException {
        PairChecks.requireTrainable(pair);
    }

    @Override
    public Set<Beyond> carries() {
        return Set.of(Beyond.IMAGES, Beyond.IMAGES_BY_ADDRESS);
    }
}

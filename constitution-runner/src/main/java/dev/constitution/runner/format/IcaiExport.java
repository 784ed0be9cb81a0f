package dev.constitution.runner.format;

import dev.constitution.chat.Sha256;
import java.util.List;

/**
 * The annotated pairs of Inverse Constitutional AI as CSV. Which answer stands first follows from the row's id, so that
 * neither place is preferred. No column names a model: both answers come from the run's.
 */
final class IcaiExport extends RecordExport<IcaiExport.Placed> {

    /** A pair with its answers in their places. */
    record Placed(ExportRow pair, boolean isChosenFirst) {
        String a() {
            return isChosenFirst ? pair.chosen() : pair.rejected();
        }

        String b() {
            return isChosenFirst ? pair.rejected() : pair.chosen();
        }
    }

    IcaiExport() {
        super(
                "icai",
                List.of(
                        Field.text("text_a", Placed::a),
                        Field.text("text_b", Placed::b),
                        Field.text("preferred_text", placed -> placed.isChosenFirst() ? "text_a" : "text_b"),
                        Field.text(
                                "input",
                                placed -> TurnsJson.question(placed.pair().prompt()))));
    }

    @Override
    public boolean isCsv() {
        return true;
    }

    @Override
    List<Placed> sources(ExportRow row) {
        return row.isPair() ? List.of(new Placed(row, isEven(row.outcome().id()))) : List.of();
    }

    private static boolean isEven(String id) {
        return (Sha256.of(id)[0] & 1) == 0;
    }
}

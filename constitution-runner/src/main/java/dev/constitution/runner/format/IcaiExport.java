package dev.constitution.runner.format;

import java.util.List;

/**
 * The annotated pairs of Inverse Constitutional AI as CSV. Which answer stands first follows from the row's id, so that
 * neither place is preferred. No column names a model: both answers come from the run's.
 */
final class IcaiExport extends RecordExport<PlacedPair> {
    IcaiExport() {
        super(
                "icai",
                List.of(
                        Field.text("text_a", PlacedPair::a),
                        Field.text("text_b", PlacedPair::b),
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
    List<PlacedPair> sources(ExportRow row) {
        return PlacedPair.of(row);
    }
}

package dev.constitution.runner.format;

import java.util.List;
import java.util.Set;

/**
 * The annotated pairs of Inverse Constitutional AI as CSV. Which answer stands first follows from the row's id, so that
 * neither place is preferred. No column names a model: both answers come from the run's.
 */
final class IcaiExport extends RecordExport<PlacedPair> {
    /** What pandas reads as a cell without a value. */
    private static final Set<String> NO_VALUE = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

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
    public boolean isOfTwoAnswers() {
        return true;
    }

    @Override
    public boolean isCsv() {
        return true;
    }

    @Override
    List<PlacedPair> sources(ExportRow row) throws NotCarriedException {
        if (row.isPair() && (NO_VALUE.contains(row.chosen()) || NO_VALUE.contains(row.rejected()))) {
            throw new NotCarriedException("text that tables read as no value");
        }
        return PlacedPair.of(row);
    }
}

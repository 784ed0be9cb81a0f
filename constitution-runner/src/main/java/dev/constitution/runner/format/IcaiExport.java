package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Sha256;
import java.util.Map;

/**
 * The annotated pairs of Inverse Constitutional AI as CSV. Which answer stands first follows from the row's id, so that
 * neither place is preferred. No column names a model: both answers come from the run's.
 */
final class IcaiExport implements RecordPerPair {

    @Override
    public String name() {
        return "icai";
    }

    @Override
    public boolean isCsv() {
        return true;
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("text_a", "VARCHAR", "text_b", "VARCHAR", "preferred_text", "VARCHAR", "input", "VARCHAR");
    }

    @Override
    public ObjectNode record(ExportRow pair) throws NotCarriedException {
        String question = TurnsJson.question(pair.prompt());
        boolean isChosenFirst = (Sha256.of(pair.outcome().id())[0] & 1) == 0;
        return TurnsJson.object()
                .put("text_a", isChosenFirst ? pair.chosen() : pair.rejected())
                .put("text_b", isChosenFirst ? pair.rejected() : pair.chosen())
                .put("preferred_text", isChosenFirst ? "text_a" : "text_b")
                .put("input", question);
    }
}

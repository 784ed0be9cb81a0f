package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.format.DerivedForm;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.store.Sides;
import java.util.LinkedHashMap;
import java.util.Map;

/** A form with what marks pairs that people made: by whom, whether they wrote the better answer, and what they compared. */
record LabelledForm(ExportFormat form) implements DerivedForm {
    private static final String LABELLER = "labeller";
    private static final String CORRECTION = "correction";
    private static final String SIDES = "sides";

    static void mark(ObjectNode record, String labeller, boolean isCorrection, Sides sides) {
        record.put(LABELLER, labeller);
        record.put(CORRECTION, isCorrection);
        record.set(SIDES, Json.MAPPER.valueToTree(sides));
    }

    @Override
    public Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>(form.columns()); // keeps the order
        columns.put(LABELLER, "VARCHAR");
        columns.put(CORRECTION, "BOOLEAN");
        columns.put(SIDES, "STRUCT(a VARCHAR, b VARCHAR)");
        return columns;
    }
}

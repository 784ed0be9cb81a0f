package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A form of two answers a record, with a record for every two answers of a row that were told apart.
 *
 * @param form of two answers a record
 */
public record EveryComparison(ExportFormat form, ComparedAnswers compared) implements DerivedForm {

    @Override
    public List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        List<ObjectNode> records = new ArrayList<>();
        for (ExportRow pair : compared.pairs(row)) {
            records.addAll(form.records(pair));
        }
        return records;
    }
}

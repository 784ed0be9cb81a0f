package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A form as a trainer reads it that would lose what rows do with tools: they are left out. */
record WithoutTools(ExportFormat form) implements DerivedForm {

    @Override
    public List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        List<ObjectNode> records = form.records(row);
        if (row.isOfTools() && !records.isEmpty()) {
            throw NotCarriedException.ofTools();
        }
        return records;
    }

    @Override
    public boolean carriesTools() {
        return false;
    }
}

package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** A form as a trainer reads it that would lose some of what rows hold beyond texts: they are left out. */
record Narrowed(ExportFormat form, Set<Beyond> carries) implements DerivedForm {

    @Override
    public List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        List<ObjectNode> records = form.records(row);
        if (!records.isEmpty()) {
            NotCarriedException.requireAll(row.beyond(), carries);
        }
        return records;
    }
}

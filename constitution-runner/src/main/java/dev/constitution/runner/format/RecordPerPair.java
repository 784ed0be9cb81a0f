package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A form that has one record for every preference pair, and none for other rows. */
interface RecordPerPair extends ExportFormat {

    /** The record of a row that is a pair. */
    ObjectNode record(ExportRow pair) throws NotCarriedException;

    @Override
    default List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        return row.isPair() ? List.of(record(row)) : List.of();
    }
}

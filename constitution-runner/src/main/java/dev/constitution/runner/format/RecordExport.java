package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A form whose records all have the same fields, which its columns are made of too.
 *
 * @param <T> what a record is made of: a row, or a part of one
 */
abstract class RecordExport<T> implements ExportFormat {
    private final String name;
    private final List<Field<T>> fields;
    private final Map<String, String> columns = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException if two fields have one name
     */
    RecordExport(String name, List<Field<T>> fields) {
        this.name = name;
        this.fields = List.copyOf(fields);
        for (Field<T> field : fields) {
            if (columns.put(field.name(), field.type()) != null) {
                throw new IllegalArgumentException("the form " + name + " has two fields \"" + field.name() + "\"");
            }
        }
    }

    /** What a row's records are made of, one each. */
    abstract List<T> sources(ExportRow row) throws NotCarriedException;

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Map<String, String> columns() {
        return Collections.unmodifiableMap(columns);
    }

    @Override
    public final List<ObjectNode> records(ExportRow row) throws NotCarriedException {
        Set<Beyond> beyond = row.beyond();
        if (!beyond.isEmpty() && (row.isPair() || !sources(row).isEmpty())) {
            NotCarriedException.requireAll(beyond, carries());
        }
        List<ObjectNode> records = new ArrayList<>();
        for (T source : sources(row)) {
            ObjectNode record = record(source);
            if (!beyond.isEmpty()) {
                addBeyond(record, row);
            }
            records.add(record);
        }
        return records;
    }

    /**
     * Adds columns with what a row holds beyond texts. Tools are a text, which readers do not take apart: of lists of objects
     * they would make all alike.
     */
    void addBeyond(ObjectNode record, ExportRow row) {
        if (!row.tools().isEmpty()) {
            record.put("tools", TurnsJson.tools(row.tools()).toString());
        }
        List<String> images = ImageTurn.places(row.turns());
        if (!images.isEmpty()) {
            record.set(IMAGES, TurnsJson.texts(images));
        }
    }

    private ObjectNode record(T source) throws NotCarriedException {
        ObjectNode record = TurnsJson.object();
        for (Field<T> field : fields) {
            JsonNode value = field.content().of(source);
            if (!value.isMissingNode()) {
                record.set(field.name(), value);
            }
        }
        return record;
    }
}

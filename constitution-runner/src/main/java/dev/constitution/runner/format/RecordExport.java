package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Tool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        boolean isOfTools = row.isOfTools();
        if (isOfTools && !carriesTools() && (row.isPair() || !sources(row).isEmpty())) {
            throw NotCarriedException.ofTools();
        }
        List<ObjectNode> records = new ArrayList<>();
        for (T source : sources(row)) {
            ObjectNode record = record(source);
            if (isOfTools) {
                addTools(record, row.tools());
            }
            records.add(record);
        }
        return records;
    }

    /** Adds tools as a text, which readers do not take apart: of lists of objects they would make all alike. */
    void addTools(ObjectNode record, List<Tool> tools) {
        if (!tools.isEmpty()) {
            record.put("tools", TurnsJson.tools(tools).toString());
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

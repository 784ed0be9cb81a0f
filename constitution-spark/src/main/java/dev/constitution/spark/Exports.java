package dev.constitution.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.export.ExportOutput;
import dev.constitution.runner.export.RecordStream;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NotCarriedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.TaskContext;

/**
 * The files of every run, a part of each a slice: one after another by name, the parts of a file are the runner's file byte for
 * byte. They are made from outcomes alone, so they are the same whoever writes them.
 */
final class Exports {
    private static final String PAIRS = "pairs.jsonl";

    private static final MessageType PAIR = MessageTypeParser.parseMessageType("""
            message pairs {
              optional binary id (STRING);
              optional group prompt (LIST) { repeated group list { optional group element {
                optional binary role (STRING); optional binary content (STRING); } } }
              optional group chosen (LIST) { repeated group list { optional group element {
                optional binary role (STRING); optional binary content (STRING); } } }
              optional group rejected (LIST) { repeated group list { optional group element {
                optional binary role (STRING); optional binary content (STRING); } } }
              optional double score_chosen;
              optional double score_rejected;
              optional double probability;
              optional group principle (LIST) { repeated group list { optional binary element (STRING); } }
              optional binary source (STRING);
              optional group provenance {
                optional binary constitution (STRING);
                optional binary fingerprint (STRING);
                optional group models (MAP) { repeated group key_value {
                  required binary key (STRING); optional binary value (STRING); } }
                optional int64 seed;
                optional group calls (LIST) { repeated group list { optional binary element (STRING); } }
              }
            }""");

    /** The same, as Spark reads it. */
    static final String PAIR_COLUMNS = """
            id STRING, prompt ARRAY<STRUCT<role: STRING, content: STRING>>,
            chosen ARRAY<STRUCT<role: STRING, content: STRING>>, rejected ARRAY<STRUCT<role: STRING, content: STRING>>,
            score_chosen DOUBLE, score_rejected DOUBLE, probability DOUBLE, principle ARRAY<STRING>, source STRING,
            provenance STRUCT<constitution: STRING, fingerprint: STRING, models: MAP<STRING, STRING>, seed: BIGINT,
              calls: ARRAY<STRING>>""";

    private static final List<String> TEXTS = List.of("chosen.list.element.content", "rejected.list.element.content");

    private Exports() {}

    /** All that it writes, of these files of the runner's. */
    static List<String> names(Set<String> files) {
        return files.contains(PAIRS)
                ? Stream.concat(files.stream(), Stream.of(JobFolder.PAIRS_PARQUET))
                        .toList()
                : List.copyOf(files);
    }

    /**
     * Writes a slice's parts from its outcomes in their order.
     *
     * @return how many pairs Parquet cannot hold, which are in {@code pairs.jsonl} alone, by reason
     */
    static SortedMap<String, Long> write(Engine engine, long slice, List<OutcomeRow> outcomes, TaskContext task)
            throws IOException {
        List<ExportRow> rows =
                outcomes.stream().map(one -> ExportRow.of(one.outcome())).toList();
        SortedMap<String, Long> leftOut = new TreeMap<>();
        JobFolder folder = engine.job().folder();
        for (Map.Entry<String, ExportFormat> export : engine.exports().entrySet()) {
            List<Carried> carried = carried(export.getValue(), rows);
            folder.write(engine.files(), part(folder, export.getKey(), slice), out -> {
                try (RecordStream lines = new RecordStream(export.getValue(), false, out)) {
                    for (Carried row : carried) {
                        for (ObjectNode record : row.records()) {
                            lines.write(record);
                        }
                    }
                }
                Turn.requireGoing(task);
            });
            if (export.getKey().equals(PAIRS)) {
                List<ObjectNode> columns = columns(carried, leftOut);
                folder.write(engine.files(), part(folder, JobFolder.PAIRS_PARQUET, slice), out -> {
                    ParquetFile.write(
                            out, PAIR, TEXTS, columns.iterator(), engine.job().configuration());
                    Turn.requireGoing(task);
                });
            }
        }
        return leftOut;
    }

    /** Takes a slice's parts away, to be written anew. */
    static void delete(Engine engine, long slice) throws IOException {
        FileSystem files = engine.files();
        JobFolder folder = engine.job().folder();
        for (String name : names(engine.exports().keySet())) {
            files.delete(part(folder, name, slice), false);
        }
    }

    private static Path part(JobFolder folder, String name, long slice) {
        return folder.part(name, slice, name.substring(name.lastIndexOf('.')));
    }

    /** A row that a form holds, as it holds it. */
    private record Carried(ExportRow row, List<ObjectNode> records) {}

    private static List<Carried> carried(ExportFormat format, List<ExportRow> rows) {
        List<Carried> carried = new ArrayList<>();
        for (ExportRow row : rows) {
            try {
                carried.add(new Carried(row, ExportOutput.records(format, row, true)));
            } catch (NotCarriedException e) {
                // It has no line in the runner's file either.
            }
        }
        return carried;
    }

    private static List<ObjectNode> columns(List<Carried> carried, SortedMap<String, Long> leftOut) {
        List<ObjectNode> columns = new ArrayList<>();
        for (Carried row : carried) {
            try {
                requireColumns(row);
                columns.addAll(row.records());
            } catch (NotCarriedException e) {
                leftOut.merge(e.reason(), 1L, Long::sum);
            }
        }
        return columns;
    }

    /** Columns have one type each, and a call's arguments are each tool's own; their texts are UTF-8. */
    private static void requireColumns(Carried row) throws NotCarriedException {
        NotCarriedException.requireAll(row.row().beyond(), Set.of());
        ExportOutput.requireWholeCharacters(row.records());
    }
}

package dev.constitution.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.LoneSurrogates;
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

    private static final List<String> TEXTS = List.of("chosen.list.element.content", "rejected.list.element.content");

    private Exports() {}

    /** All that it writes, of these files of the runner's. */
    static List<String> names(Set<String> files) {
        return files.contains(PAIRS)
                ? Stream.concat(files.stream(), Stream.of(JobFolder.PAIRS_PARQUET))
                        .toList()
                : List.copyOf(files);
    }

    /** Writes a slice's parts from its outcomes in their order. */
    static void write(Engine engine, long slice, List<OutcomeRow> outcomes, TaskContext task) throws IOException {
        List<ExportRow> rows =
                outcomes.stream().map(one -> ExportRow.of(one.outcome())).toList();
        JobFolder folder = engine.job().folder();
        for (Map.Entry<String, ExportFormat> export : engine.exports().entrySet()) {
            Records records = Records.of(export.getValue(), rows);
            folder.write(engine.files(), part(folder, export.getKey(), slice), out -> {
                try (RecordStream lines = new RecordStream(export.getValue(), false, out)) {
                    for (ObjectNode record : records.all()) {
                        lines.write(record);
                    }
                }
                Turn.requireGoing(task);
            });
            if (export.getKey().equals(PAIRS)) {
                // Parquet has no way to write half a character: such pairs are in the other file alone.
                List<ObjectNode> columns = records.withoutTools();
                columns.removeIf(LoneSurrogates::holdsOne);
                folder.write(engine.files(), part(folder, JobFolder.PAIRS_PARQUET, slice), out -> {
                    ParquetFile.write(
                            out, PAIR, TEXTS, columns.iterator(), engine.job().configuration());
                    Turn.requireGoing(task);
                });
            }
        }
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

    /**
     * A form's records.
     *
     * @param withoutTools those of rows without tools: columns have one type each, and a call's arguments are each tool's own
     */
    private record Records(List<ObjectNode> all, List<ObjectNode> withoutTools) {

        static Records of(ExportFormat format, List<ExportRow> rows) {
            Records records = new Records(new ArrayList<>(), new ArrayList<>());
            for (ExportRow row : rows) {
                try {
                    List<ObjectNode> ofRow = ExportOutput.records(format, row, true);
                    records.all.addAll(ofRow);
                    if (!row.isOfTools()) {
                        records.withoutTools.addAll(ofRow);
                    }
                } catch (NotCarriedException e) {
                    // It has no line in the runner's file either.
                }
            }
            return records;
        }
    }
}

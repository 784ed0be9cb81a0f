package dev.constitution.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ProgramVersion;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;

/**
 * What a run has come to, as a file: rows by kind, and what their answers took, counted from the outcomes that were written, so
 * that no retry counts twice. It is written last.
 */
final class Manifest {
    private Manifest() {}

    static void write(String spark, FileSystem files, JobFolder folder, Started started, Counts counts)
            throws IOException {
        ObjectNode manifest = Json.MAPPER.createObjectNode();
        manifest.put("program", ProgramVersion.current());
        manifest.put("spark", spark);
        ObjectNode settings = manifest.putObject("settings");
        settings.setAll(started.identity());
        settings.put("input", started.slices().input().toString());
        ObjectNode rows = manifest.putObject("rows");
        counts.rows().forEach(rows::put);
        ObjectNode spent = manifest.putObject("spent");
        spent.put("calls", counts.calls());
        spent.put("input_tokens", counts.inputTokens());
        spent.put("output_tokens", counts.outputTokens());
        spent.put("cost_usd", counts.usd() == null ? null : counts.usd().stripTrailingZeros());
        folder.write(files, folder.manifest(), manifest.toPrettyString() + "\n");
    }

    /** Rows by kind, of a run that is whole. */
    static SortedMap<String, Long> rows(FileSystem files, JobFolder folder) throws IOException {
        TreeMap<String, Long> rows = new TreeMap<>();
        Json.parse(JobFolder.read(files, folder.manifest()))
                .path("rows")
                .properties()
                .forEach(kind -> rows.put(kind.getKey(), kind.getValue().asLong()));
        return rows;
    }
}

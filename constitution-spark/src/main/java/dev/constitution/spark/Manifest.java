package dev.constitution.spark;

import com.fasterxml.jackson.databind.JsonNode;
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
    /** Pairs, by reason, that {@code pairs.parquet} cannot hold. */
    private static final String LEFT_OUT = "left_out_of_parquet";

    private Manifest() {}

    static void write(
            String spark, FileSystem files, JobFolder folder, ObjectNode identity, LinesHash input, Counts counts)
            throws IOException {
        ObjectNode manifest = Json.MAPPER.createObjectNode();
        manifest.put("program", ProgramVersion.current());
        manifest.put("spark", spark);
        ObjectNode settings = manifest.putObject("settings");
        settings.setAll(identity);
        settings.put("input", input.toString());
        ObjectNode rows = manifest.putObject("rows");
        counts.rows().forEach(rows::put);
        ObjectNode leftOut = manifest.putObject(LEFT_OUT);
        counts.leftOut().forEach(leftOut::put);
        ObjectNode spent = manifest.putObject("spent");
        spent.put("calls", counts.calls());
        spent.put("input_tokens", counts.inputTokens());
        spent.put("output_tokens", counts.outputTokens());
        spent.put("cost_usd", counts.usd() == null ? null : counts.usd().stripTrailingZeros());
        folder.write(files, folder.manifest(), manifest.toPrettyString() + "\n");
    }

    /** What a run that is whole has come to. */
    static SparkResult result(LazySpark spark, FileSystem files, JobFolder folder) throws IOException {
        JsonNode manifest = Json.parse(JobFolder.read(files, folder.manifest()));
        return new SparkResult(spark.session(), folder, counts(manifest.path("rows")), counts(manifest.path(LEFT_OUT)));
    }

    private static SortedMap<String, Long> counts(JsonNode of) {
        TreeMap<String, Long> counts = new TreeMap<>();
        of.properties().forEach(one -> counts.put(one.getKey(), one.getValue().asLong()));
        return counts;
    }
}

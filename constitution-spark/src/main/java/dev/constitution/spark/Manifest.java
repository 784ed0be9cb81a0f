package dev.constitution.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ProgramVersion;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
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

    /** Rows that became no pair, by kind and then by gate or kind of failure. */
    private static final String REASONS = "reasons";

    private Manifest() {}

    /** @param exports the files of the runner's that were written */
    static void write(
            String spark,
            FileSystem files,
            JobFolder folder,
            ObjectNode identity,
            LinesHash input,
            Collection<String> exports,
            Counts counts)
            throws IOException {
        ObjectNode manifest = Json.MAPPER.createObjectNode();
        manifest.put("program", ProgramVersion.current());
        manifest.put("spark", spark);
        ObjectNode settings = manifest.putObject("settings");
        settings.setAll(identity);
        settings.put("input", input.toString());
        ObjectNode rows = manifest.putObject("rows");
        counts.byKind().forEach(rows::put);
        ObjectNode reasons = manifest.putObject(REASONS);
        counts.rows()
                .forEach((kind, details) -> details.forEach((detail, count) -> {
                    if (!detail.isEmpty()) {
                        reasons.withObjectProperty(kind).put(detail, count);
                    }
                }));
        ArrayNode written = manifest.putArray("files");
        exports.forEach(written::add);
        ObjectNode leftOut = manifest.putObject(LEFT_OUT);
        counts.leftOut().forEach(leftOut::put);
        ObjectNode spent = manifest.putObject("spent");
        spent.put("calls", counts.calls());
        spent.put("input_tokens", counts.inputTokens());
        spent.put("output_tokens", counts.outputTokens());
        spent.put("cost_usd", counts.usd() == null ? null : counts.usd().stripTrailingZeros());
        folder.write(files, folder.manifest(), manifest.toPrettyString() + "\n");
    }

    /**
     * What a run that is whole has come to.
     *
     * @param exports the files of the runner's that such a run writes
     */
    static SparkResult result(LazySpark spark, FileSystem files, JobFolder folder, List<String> exports)
            throws IOException {
        JsonNode manifest = Json.parse(JobFolder.read(files, folder.manifest()));
        JsonNode spent = manifest.path("spent");
        Counts counts = new Counts(
                rows(manifest),
                spent.path("calls").asLong(),
                spent.path("input_tokens").asLong(),
                spent.path("output_tokens").asLong(),
                spent.path("cost_usd").isNumber() ? spent.get("cost_usd").decimalValue() : null,
                counts(manifest.path(LEFT_OUT)));
        return new SparkResult(spark.session(), folder, exports, counts);
    }

    private static SortedMap<String, SortedMap<String, Long>> rows(JsonNode manifest) {
        TreeMap<String, SortedMap<String, Long>> rows = new TreeMap<>();
        counts(manifest.path("rows")).forEach((kind, all) -> {
            SortedMap<String, Long> details = counts(manifest.path(REASONS).path(kind));
            long without =
                    all - details.values().stream().mapToLong(Long::longValue).sum();
            if (without > 0) {
                details.put("", without);
            }
            rows.put(kind, details);
        });
        return rows;
    }

    private static SortedMap<String, Long> counts(JsonNode of) {
        TreeMap<String, Long> counts = new TreeMap<>();
        of.properties().forEach(one -> counts.put(one.getKey(), one.getValue().asLong()));
        return counts;
    }
}

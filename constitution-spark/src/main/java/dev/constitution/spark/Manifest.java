package dev.constitution.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ProgramVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What a run has come to, as a file: rows by kind, and what their answers took, counted from the outcomes that were written, so
 * that no retry counts twice. It is written last.
 */
final class Manifest {
    private Manifest() {}

    static void write(SparkSession spark, FileSystem files, JobFolder folder, Started started) throws IOException {
        ObjectNode manifest = Json.MAPPER.createObjectNode();
        manifest.put("program", ProgramVersion.current());
        manifest.put("spark", spark.version());
        manifest.set("settings", started.identity());
        ObjectNode rows = manifest.putObject("rows");
        Exports.outcomes(spark, folder)
                .groupBy("kind")
                .count()
                .orderBy("kind")
                .collectAsList()
                .forEach(kind -> rows.put(kind.getString(0), kind.getLong(1)));
        Row took = Exports.outcomes(spark, folder)
                .agg(
                        functions.sum("calls"),
                        functions.sum("input_tokens"),
                        functions.sum("output_tokens"),
                        functions.sum("cost_usd"),
                        functions.expr("count_if(cost_usd is null)"))
                .first();
        ObjectNode spent = manifest.putObject("spent");
        spent.put("calls", took.getLong(0));
        spent.put("input_tokens", took.getLong(1));
        spent.put("output_tokens", took.getLong(2));
        BigDecimal cost = took.getLong(4) == 0 ? took.getDecimal(3) : null; // unknown is not 0
        spent.put("cost_usd", cost == null ? null : cost.stripTrailingZeros());
        JobFolder.write(files, folder.manifest(), manifest.toPrettyString() + "\n");
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

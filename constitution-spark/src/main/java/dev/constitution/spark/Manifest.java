package dev.constitution.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ProgramVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
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
        long calls = 0;
        long input = 0;
        long output = 0;
        BigDecimal cost = BigDecimal.ZERO;
        boolean isPriced = true; // unknown is not 0
        for (Row kind : byKind(Exports.outcomes(spark, folder))) {
            rows.put(kind.getString(0), kind.getLong(1));
            calls += kind.getLong(2);
            input += kind.getLong(3);
            output += kind.getLong(4);
            isPriced &= kind.getLong(6) == 0;
            cost = isPriced ? cost.add(kind.getDecimal(5)) : cost;
        }
        ObjectNode spent = manifest.putObject("spent");
        spent.put("calls", calls);
        spent.put("input_tokens", input);
        spent.put("output_tokens", output);
        spent.put("cost_usd", isPriced ? cost.stripTrailingZeros() : null);
        folder.write(files, folder.manifest(), manifest.toPrettyString() + "\n");
    }

    private static List<Row> byKind(Dataset<Row> outcomes) {
        return outcomes
                .groupBy("kind")
                .agg(
                        functions.count("*"),
                        functions.sum("calls"),
                        functions.sum("input_tokens"),
                        functions.sum("output_tokens"),
                        functions.sum("cost_usd"),
                        functions.expr("count_if(cost_usd is null)"))
                .collectAsList()
                .stream()
                .sorted(Comparator.comparing(kind -> kind.getString(0)))
                .toList();
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

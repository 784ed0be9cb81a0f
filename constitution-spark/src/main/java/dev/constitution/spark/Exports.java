package dev.constitution.spark;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The files of every run, made from its outcomes: one after another by name, the parts of a file are the runner's file byte for
 * byte. They read outcomes that are written, so that no sort or filter makes a call.
 */
final class Exports {
    private static final String PAIRS = "pairs.jsonl";
    private static final String PAIRS_PARQUET = "pairs.parquet";
    private static final int PART_SLICES = 10;

    private static final StructType TURN =
            new StructType().add("role", DataTypes.StringType).add("content", DataTypes.StringType);

    private static final StructType PROVENANCE = new StructType()
            .add("constitution", DataTypes.StringType)
            .add("fingerprint", DataTypes.StringType)
            .add("models", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
            .add("seed", DataTypes.LongType)
            .add("calls", DataTypes.createArrayType(DataTypes.StringType));

    private static final StructType PAIR = new StructType()
            .add("id", DataTypes.StringType)
            .add("prompt", DataTypes.createArrayType(TURN))
            .add("chosen", DataTypes.createArrayType(TURN))
            .add("rejected", DataTypes.createArrayType(TURN))
            .add("score_chosen", DataTypes.DoubleType)
            .add("score_rejected", DataTypes.DoubleType)
            .add("probability", DataTypes.DoubleType)
            .add("principle", DataTypes.createArrayType(DataTypes.StringType))
            .add("source", DataTypes.StringType)
            .add("provenance", PROVENANCE);

    private Exports() {}

    /** Writes the files of these names, all in one pass: so many slices are a part. */
    static void write(
            SparkSession spark,
            FileSystem files,
            JobFolder folder,
            Set<String> names,
            Slices slices,
            Broadcast<byte[]> job)
            throws IOException {
        for (String name : names) {
            files.mkdirs(folder.path(name));
        }
        long rows = (long) PART_SLICES * slices.sliceRows();
        int parts = Math.toIntExact((slices.lines() + rows - 1) / rows);
        ForeachPartitionFunction<Row> part = all -> ExportPart.write(all, TaskContext.getPartitionId(), Engine.of(job));
        withoutRepeated(outcomes(spark, folder))
                .repartitionById(parts, functions.expr("cast(row div " + rows + " as int)"))
                .sortWithinPartitions("row")
                .foreachPartition(part);
        if (names.contains(PAIRS)) {
            spark.read()
                    .schema(PAIR)
                    .option("mode", "FAILFAST")
                    .json(folder.path(PAIRS).toString())
                    .write()
                    .parquet(folder.path(PAIRS_PARQUET).toString());
        }
    }

    static Dataset<Row> outcomes(SparkSession spark, JobFolder folder) {
        return spark.read().schema(OutcomeRow.SCHEMA).parquet(folder.outcomes().toString());
    }

    static Dataset<Row> pairs(SparkSession spark, JobFolder folder) {
        return spark.read().schema(PAIR).parquet(folder.path(PAIRS_PARQUET).toString());
    }

    /** All that it writes. */
    static List<String> names(Set<String> files) {
        return files.contains(PAIRS)
                ? Stream.concat(files.stream(), Stream.of(PAIRS_PARQUET)).toList()
                : List.copyOf(files);
    }

    /** Of equal pairs, or conversations, the first in the input's order stays. */
    private static Dataset<Row> withoutRepeated(Dataset<Row> outcomes) {
        Dataset<Row> pairs = outcomes.where(functions.col("pair").isNotNull()).select("pair", "row");
        Dataset<Row> first = pairs.groupBy("pair")
                .agg(functions.min("row").as("first"), functions.count("*").as("times"))
                .where("times > 1");
        if (first.isEmpty()) {
            return outcomes;
        }
        Dataset<Row> repeated = pairs.join(first, "pair")
                .where("row > first")
                .select(functions.col("row").as("repeated"));
        return outcomes.join(repeated, functions.col("row").equalTo(functions.col("repeated")), "left_anti");
    }
}

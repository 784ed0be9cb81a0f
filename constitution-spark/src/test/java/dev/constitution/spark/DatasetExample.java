package dev.constitution.spark;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A run whose prompts are a data set, as {@code docs/spark.md} shows it. */
final class DatasetExample {
    private DatasetExample() {}

    static Dataset<Row> pairs(SparkSession spark, Dataset<Row> rows, String model, String folder) throws IOException {
        SparkResult result = SparkRun.of(spark, "run", "--model=" + model, "--seed=7")
                .prompts(rows)
                .out(folder)
                .execute();
        Dataset<Row> pairs = result.pairs();
        return pairs;
    }
}

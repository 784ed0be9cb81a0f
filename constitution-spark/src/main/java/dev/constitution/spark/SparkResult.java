package dev.constitution.spark;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a run on Spark has come to; all of it is read from the run's folder, so nothing that is done with it makes a call.
 * Immutable.
 */
public final class SparkResult {
    private final SparkSession spark;
    private final JobFolder folder;
    private final SortedMap<String, Long> rows;

    SparkResult(SparkSession spark, JobFolder folder, SortedMap<String, Long> rows) {
        this.spark = spark;
        this.folder = folder;
        this.rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /**
     * One row a prompt, in no order: {@code row} (its line in the input, from 0), {@code id}, {@code kind}, {@code detail},
     * {@code outcome} (all of it, as JSON), {@code pair} (equal for equal pairs), {@code calls}, {@code input_tokens},
     * {@code output_tokens}, {@code cost_usd}.
     */
    public Dataset<Row> outcomes() {
        return Exports.outcomes(spark, folder);
    }

    /**
     * The preference pairs, without repeated ones, in no order; the columns of the runner's {@code pairs.jsonl}.
     *
     * <p>A run of a judge has none.
     */
    public Dataset<Row> pairs() {
        return Exports.pairs(spark, folder);
    }

    /** How many rows ended as what, by kind. */
    public SortedMap<String, Long> rows() {
        return rows;
    }
}

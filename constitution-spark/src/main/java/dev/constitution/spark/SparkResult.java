package dev.constitution.spark;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a run on Spark has come to; all of it is read from the run's folder, so nothing that is done with it makes a call.
 * Immutable.
 */
public final class SparkResult {
    private final Supplier<SparkSession> spark;
    private final JobFolder folder;
    private final SortedMap<String, Long> rows;
    private final SortedMap<String, Long> leftOut;

    SparkResult(
            Supplier<SparkSession> spark,
            JobFolder folder,
            SortedMap<String, Long> rows,
            SortedMap<String, Long> leftOut) {
        this.spark = spark;
        this.folder = folder;
        this.rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        this.leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }

    /**
     * One row a prompt, in no order: {@code row} (its line in the input, from 0), {@code id}, {@code kind}, {@code detail},
     * {@code outcome} (all of it, as JSON), {@code pair} (equal for equal pairs), {@code calls}, {@code input_tokens},
     * {@code output_tokens}, {@code cost_usd}.
     */
    public Dataset<Row> outcomes() {
        return read(folder.outcomes());
    }

    /**
     * The preference pairs, without repeated ones and {@link #leftOut()}, in no order; the columns of the runner's
     * {@code pairs.jsonl}.
     *
     * <p>A run of a judge has none, nor has one that makes conversations.
     */
    public Dataset<Row> pairs() {
        return read(folder.path(JobFolder.PAIRS_PARQUET));
    }

    private Dataset<Row> read(Path folder) {
        return spark.get().read().parquet(folder.toString());
    }

    /** How many rows ended as what, by kind. */
    public SortedMap<String, Long> rows() {
        return rows;
    }

    /**
     * How many pairs are in {@code pairs.jsonl} alone, since columns cannot hold them, by reason: {@code tools},
     * {@code half of a character}.
     */
    public SortedMap<String, Long> leftOut() {
        return leftOut;
    }

    /** The closing line: rows by kind, and what a reader of Parquet will not find. */
    @Override
    public String toString() {
        return rows + (leftOut.isEmpty() ? "" : "; left out of pairs.parquet: " + leftOut);
    }
}

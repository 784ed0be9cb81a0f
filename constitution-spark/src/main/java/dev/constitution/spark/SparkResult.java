package dev.constitution.spark;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What a run on Spark has come to; all of it is read from the run's folder, so nothing that is done with it makes a call.
 * Immutable.
 */
public final class SparkResult {
    private final Supplier<SparkSession> spark;
    private final JobFolder folder;
    private final List<String> files;
    private final Counts counts;

    /** @param files what was written of the runner's files */
    SparkResult(Supplier<SparkSession> spark, JobFolder folder, List<String> files, Counts counts) {
        this.spark = spark;
        this.folder = folder;
        this.files = List.copyOf(files);
        this.counts = counts;
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
     * <p>Without rows for a run that makes none: one of a judge, or one that makes conversations.
     */
    public Dataset<Row> pairs() {
        return files.contains(JobFolder.PAIRS_PARQUET)
                ? read(folder.path(JobFolder.PAIRS_PARQUET))
                : spark.get().createDataFrame(List.of(), StructType.fromDDL(Exports.PAIR_COLUMNS));
    }

    private Dataset<Row> read(Path folder) {
        return spark.get().read().parquet(folder.toString());
    }

    /** How many rows ended as what, by kind. */
    public SortedMap<String, Long> rows() {
        return Collections.unmodifiableSortedMap(counts.byKind());
    }

    /**
     * How many pairs are in {@code pairs.jsonl} alone, since columns cannot hold them, by reason: {@code tools},
     * {@code half of a character}.
     */
    public SortedMap<String, Long> leftOut() {
        return counts.leftOut();
    }

    /** The closing lines: what became of the rows, what it took, what a reader of Parquet will not find, and what was written. */
    @Override
    public String toString() {
        return ClosingText.of(folder, files, counts);
    }
}

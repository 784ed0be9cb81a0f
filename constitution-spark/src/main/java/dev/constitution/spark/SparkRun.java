package dev.constitution.spark;

import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A run of the runner's on Spark: prompts through a stage into a folder that Hadoop reaches. Started again, with the same
 * folder, it goes on: what a model has answered is not asked again, whatever was lost.
 *
 * <p>Each executor asks its models with as many calls in flight as {@code --concurrency} says, whatever the number of its tasks.
 * Used by one thread.
 */
public final class SparkRun {
    /** Spark's setting of how many lines of the input a task does; 1000 by default. */
    public static final String SLICE_ROWS = "spark.constitution.sliceRows";

    private static final int DEFAULT_SLICE_ROWS = 1000;
    private static final int SLICES_A_READER = 100;
    private static final String PLUGINS = "spark.plugins";

    private final SparkSession spark;
    private final List<String> words;
    private @Nullable Dataset<Row> prompts;
    private @Nullable String out;

    private SparkRun(SparkSession spark, List<String> words) {
        this.spark = spark;
        this.words = words;
    }

    /**
     * A run that a command line describes.
     *
     * @param words the runner's command line: {@code run} or {@code judge}, and its options, {@code --config=run.yaml} for
     *     example; files may be anywhere that Hadoop reaches
     */
    public static SparkRun of(SparkSession spark, String... words) {
        return new SparkRun(spark, List.of(words));
    }

    /** Takes the rows of a data set in place of a file; they are read as the runner reads its Parquet files. */
    public SparkRun prompts(Dataset<Row> rows) {
        this.prompts = rows;
        return this;
    }

    /** Names the run's folder, in place of {@code --out}. */
    public SparkRun out(String folder) {
        this.out = folder;
        return this;
    }

    /**
     * Does every row that has no outcome yet.
     *
     * @throws UsageException if the options, the input or the folder cannot be used; no call was made then
     * @throws RunStopException if a model cannot be asked any more, with what to do; the same call goes on
     * @throws IOException if the folder cannot be written
     */
    public SparkResult execute() throws IOException {
        Arguments arguments = Arguments.of(words, Optional.ofNullable(out), prompts != null);
        if (arguments.boundsRates() && !spark.conf().get(PLUGINS, "").contains(RateLeases.class.getName())) {
            throw new UsageException(
                    "--rpm and --tpm hold for the whole cluster, for which Spark must be started with --conf " + PLUGINS
                            + "=" + RateLeases.class.getName());
        }
        JobFolder folder = JobFolder.of(arguments.out(), spark.sparkContext().hadoopConfiguration());
        FileSystem files = folder.files(spark.sparkContext().hadoopConfiguration());
        InputLines.refuseStream(files, new Path(folder.uri()));
        JavaRDD<byte[]> lines = prompts == null ? InputLines.of(spark, arguments.input()) : InputLines.of(prompts);
        Slices.Given given = Slices.Given.of(lines);
        Slices asked = given.slices(sliceRows());
        if (asked.lines() == 0) {
            throw new UsageException("there are no rows in the input; name one that holds some");
        }
        Started started = Started.of(arguments, asked, folder, files);
        Slices slices = started.slices();
        if (!started.isWhole()) {
            Job job = Job.of(
                    arguments.words(),
                    folder,
                    slices.sliceRows(),
                    spark.sparkContext().hadoopConfiguration());
            Broadcast<byte[]> sent = context().broadcast(job.toBytes());
            try {
                if (!started.hasSlices()) {
                    slices.write(given, sent, files, folder);
                }
                doRows(slices, sent, folder, files, started);
            } catch (Exception e) { // Spark's too, which it does not declare
                Optional<RunStopException> stop = StopText.in(e);
                if (stop.isPresent()) {
                    throw stop.get();
                }
                throw e;
            } finally {
                Engine.closeIdle(); // where the driver is an executor too
            }
        }
        return new SparkResult(spark, folder, Manifest.rows(files, folder));
    }

    private int sliceRows() {
        int rows = Integer.parseInt(spark.conf().get(SLICE_ROWS, Integer.toString(DEFAULT_SLICE_ROWS)));
        if (rows < 1) {
            throw new UsageException(SLICE_ROWS + " must be at least 1, got " + rows);
        }
        return rows;
    }

    private void doRows(Slices slices, Broadcast<byte[]> job, JobFolder folder, FileSystem files, Started started)
            throws IOException {
        JavaRDD<Long> numbers = context()
                .parallelize(LongStream.range(0, slices.count()).boxed().toList(), Math.toIntExact(slices.count()));
        Map<Long, Integer> repeated = Ids.repeated(spark, numbers.coalesce(readers(slices.count())), job);
        Broadcast<Map<Long, Integer>> occurrences = context().broadcast(repeated);
        SliceCounts counts = new SliceCounts();
        spark.sparkContext().register(counts, "constitution");
        // What a start has left that did not come to its end; the answers are in the ledger.
        files.delete(folder.outcomes(), true);
        JavaRDD<Row> outcomes = numbers.flatMap(
                slice -> new SliceRows(Engine.of(job), slice, occurrences.value(), counts, TaskContext.get()));
        spark.createDataFrame(outcomes, OutcomeRow.SCHEMA)
                .write()
                .parquet(folder.outcomes().toString());
        for (String name : Exports.names(started.exports())) {
            files.delete(folder.path(name), true);
        }
        Exports.write(spark, files, folder, started.exports(), slices, job);
        Manifest.write(spark, files, folder, started);
        folder.removePartial(files);
    }

    /** Few tasks for what is quick: each opens a file for every partition that it sorts ids into. */
    private int readers(long slices) {
        long parallel = spark.sparkContext().defaultParallelism();
        return Math.toIntExact(Math.max(2 * parallel, slices / SLICES_A_READER));
    }

    private JavaSparkContext context() {
        return new JavaSparkContext(spark.sparkContext());
    }
}

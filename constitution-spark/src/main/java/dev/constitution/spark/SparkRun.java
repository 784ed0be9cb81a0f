package dev.constitution.spark;

import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

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
    private static final String PLUGINS = "spark.plugins";

    private final LazySpark spark;
    private final List<String> words;
    private @Nullable Dataset<Row> prompts;
    private @Nullable String out;

    SparkRun(LazySpark spark, List<String> words) {
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
        return new SparkRun(LazySpark.of(spark), List.of(words));
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
        if (arguments.boundsRates() && !spark.setting().apply(PLUGINS, "").contains(RateLeases.class.getName())) {
            throw new UsageException(
                    "--rpm and --tpm hold for the whole cluster, for which Spark must be started with --conf " + PLUGINS
                            + "=" + RateLeases.class.getName());
        }
        JobFolder folder = JobFolder.of(arguments.out(), spark.hadoop());
        FileSystem files = folder.files(spark.hadoop());
        InputLines.refuseStream(files, new Path(folder.uri()));
        int sliceRows = sliceRows();
        JavaRDD<byte[]> lines = prompts == null ? InputLines.of(spark, arguments.input()) : InputLines.of(prompts);
        try {
            Started started = Started.of(arguments, lines, folder, files);
            if (!started.isWhole()) {
                doRows(
                        started,
                        CheckedInput.of(spark, arguments, started, lines, sliceRows, folder, files),
                        folder,
                        files);
            }
            return Manifest.result(spark, files, folder, Exports.names(started.exports()));
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

    private int sliceRows() {
        int rows = Integer.parseInt(spark.setting().apply(SLICE_ROWS, Integer.toString(DEFAULT_SLICE_ROWS)));
        if (rows < 1) {
            throw new UsageException(SLICE_ROWS + " must be at least 1, got " + rows);
        }
        return rows;
    }

    private void doRows(Started started, CheckedInput input, JobFolder folder, FileSystem files) throws IOException {
        Broadcast<byte[]> job = input.job();
        Broadcast<Map<Long, Integer>> occurrences = input.occurrences();
        SliceCounts counts = new SliceCounts();
        spark.context().sc().register(counts, "constitution");
        // Of a start that did not come to its end outcomes stay, and answers in the ledger.
        for (String name : Exports.names(started.exports())) {
            files.delete(folder.path(name), true);
            files.mkdirs(folder.path(name));
        }
        files.mkdirs(folder.outcomes());
        List<String> done = new ArrayList<>(input.numbers()
                .map(slice -> {
                    Counts one = SliceWork.run(Engine.of(job), slice, occurrences.value(), TaskContext.get());
                    counts.add(slice, one);
                    return one.toText();
                })
                .collect());
        for (Tuple2<Long, String> again : withoutRepeated(input)) {
            done.set(Math.toIntExact(again._1()), again._2());
        }
        Manifest.write(
                spark.context().version(),
                files,
                folder,
                started.identity(),
                input.slices().input(),
                Exports.names(started.exports()),
                Counts.sum(done.stream().map(Counts::of)));
        folder.removePartial(files);
    }

    /** Of equal pairs, or conversations, the first in the input's order stays; they are few, so only their slices' parts are written again. */
    private List<Tuple2<Long, String>> withoutRepeated(CheckedInput input) {
        Broadcast<byte[]> job = input.job();
        Slices all = input.slices();
        long[] repeated = Repeats.of(
                        input.few().map(slice -> SliceWork.pairs(Engine.of(job), slice)),
                        all.lines(),
                        Integer.MAX_VALUE)
                .stream()
                .flatMapToLong(rows -> Arrays.stream(rows).skip(1))
                .sorted()
                .toArray();
        List<Long> concerned =
                Arrays.stream(repeated).map(all::of).distinct().boxed().toList();
        return concerned.isEmpty()
                ? List.of()
                : spark.context()
                        .parallelize(concerned, spark.fewParts(concerned.size()))
                        .mapPartitions(some -> SliceWork.leaveOut(Engine.of(job), some, repeated, TaskContext.get()))
                        .collect();
    }
}

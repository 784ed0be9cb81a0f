package dev.constitution.spark;

import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * A run's input, kept in its folder and looked at as a whole before the first call.
 *
 * @param numbers the slices' numbers, a part each
 * @param few the same in few parts, for what is quick
 * @param job what executors are told
 * @param occurrences of rows without an id that repeat an earlier one: which they are, from 2
 */
record CheckedInput(
        Slices slices,
        JavaRDD<Long> numbers,
        JavaRDD<Long> few,
        Broadcast<byte[]> job,
        Broadcast<Map<Long, Integer>> occurrences) {

    /**
     * Keeps lines, unless the folder does already.
     *
     * @param sliceRows lines a slice, of a run that begins
     * @throws UsageException if there are no rows, or some that cannot be done; nothing of the run stays then in a folder that
     *     had kept no input, so that it is free for another try
     */
    static CheckedInput of(
            LazySpark spark,
            Arguments arguments,
            Started started,
            JavaRDD<byte[]> lines,
            int sliceRows,
            JobFolder folder,
            FileSystem files)
            throws IOException {
        try {
            Slices slices = started.kept() == null
                    ? Slices.keep(lines, sliceRows, folder, files, spark.hadoop())
                    : started.kept();
            return checked(spark, arguments, started, slices, folder);
        } catch (UsageException e) {
            if (started.kept() == null) {
                folder.removeBegun(files);
            }
            throw e;
        }
    }

    private static CheckedInput checked(
            LazySpark spark, Arguments arguments, Started started, Slices slices, JobFolder folder) throws IOException {
        if (slices.lines() == 0) {
            throw new UsageException("there are no rows in the input; name one that holds some");
        }
        Broadcast<byte[]> job = spark.context()
                .broadcast(Job.of(arguments.words(), folder, slices, spark.hadoop())
                        .toBytes());
        JavaRDD<Long> numbers = spark.context()
                .parallelize(LongStream.range(0, slices.count()).boxed().toList(), Math.toIntExact(slices.count()));
        JavaRDD<Long> few = numbers.coalesce(spark.fewParts(slices.count()));
        if (!started.untold().isEmpty()) {
            long rows = RowCount.of(few, job, prompt -> !prompt.tools().isEmpty());
            started.untold().refuse(rows, arguments.inputName());
        }
        return new CheckedInput(
                slices, numbers, few, job, spark.context().broadcast(Ids.repeated(few, slices.lines(), job)));
    }
}

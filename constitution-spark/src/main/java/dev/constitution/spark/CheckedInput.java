package dev.constitution.spark;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.model.ModelTraits.Ability;
import dev.constitution.runner.run.UnfitModels;
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
                .broadcast(Job.of(arguments.words(), folder, slices, arguments.origin(spark.hadoop()), spark.hadoop())
                        .toBytes());
        JavaRDD<Long> numbers = spark.context()
                .parallelize(LongStream.range(0, slices.count()).boxed().toList(), Math.toIntExact(slices.count()));
        JavaRDD<Long> few = numbers.coalesce(spark.fewParts(slices.count()));
        for (UnfitModels unfit : started.unfit()) {
            Ability lacking = unfit.lacking();
            unfit.refuse(RowCount.of(few, job, prompt -> needs(prompt, lacking)), arguments.inputName());
        }
        return new CheckedInput(
                slices, numbers, few, job, spark.context().broadcast(Ids.repeated(few, slices.lines(), job)));
    }

    /** Whether a model that lacks something cannot be sent the prompt. */
    private static boolean needs(Prompt prompt, Ability lacking) {
        return lacking == Ability.TOOLS
                ? !prompt.tools().isEmpty()
                : prompt.messages().stream()
                        .flatMap(turn -> turn.images().stream())
                        .anyMatch(image -> lacking == Ability.IMAGES
                                || ImageFolder.nameIn(image.image()).isEmpty());
    }
}

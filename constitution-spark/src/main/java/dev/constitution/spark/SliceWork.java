package dev.constitution.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.executor.CommitDeniedException;

/**
 * What a task does of a slice. Its outcomes are put in place first, whole, and by one attempt; all else is made from them. Who
 * finds them calls nothing.
 */
final class SliceWork {
    private SliceWork() {}

    /** Does a slice, or what is left of it, and counts its outcomes. */
    static Counts run(Engine engine, long slice, Map<Long, Integer> occurrences, TaskContext task) throws IOException {
        Path file = engine.job().folder().outcomes(slice);
        List<OutcomeRow> outcomes = engine.files().exists(file)
                ? read(engine, slice)
                : written(engine, file, new SliceRows(engine, slice, occurrences, task).all(), task);
        Exports.write(engine, slice, outcomes);
        return Counts.of(outcomes);
    }

    private static List<OutcomeRow> written(Engine engine, Path file, List<OutcomeRow> outcomes, TaskContext task)
            throws IOException {
        engine.job().folder().write(engine.files(), file, out -> {
            ParquetFile.write(
                    out,
                    OutcomeRow.SCHEMA,
                    OutcomeRow.TEXTS,
                    outcomes.stream().map(OutcomeRow::toTree).iterator(),
                    engine.job().configuration());
            requireOnlyOne(task);
        });
        return outcomes;
    }

    /**
     * Asks the driver whether this attempt of a task may put files in place, once: of two that end at once, which may have been
     * answered differently, one may. If that one is lost, another may.
     */
    private static void requireOnlyOne(TaskContext task) throws IOException {
        boolean mayCommit = SparkEnv.get()
                .outputCommitCoordinator()
                .canCommit(task.stageId(), task.stageAttemptNumber(), task.partitionId(), task.attemptNumber());
        if (!mayCommit) {
            String why = "another attempt of the task puts its files in place";
            throw new IOException(
                    why, new CommitDeniedException(why, task.stageId(), task.partitionId(), task.attemptNumber()));
        }
    }

    private static List<OutcomeRow> read(Engine engine, long slice) throws IOException {
        List<OutcomeRow> outcomes = new ArrayList<>();
        ParquetFile.read(
                engine.job().folder().outcomes(slice),
                OutcomeRow.SCHEMA,
                engine.job().configuration(),
                row -> outcomes.add(OutcomeRow.of(row)));
        return outcomes;
    }

    /** What is equal for equal pairs or conversations of a slice's, with its row, and so on. */
    static long[] pairs(Engine engine, long slice) throws IOException {
        List<long[]> pairs = new ArrayList<>();
        ParquetFile.read(
                engine.job().folder().outcomes(slice),
                OutcomeRow.PAIRS,
                engine.job().configuration(),
                row -> {
                    Long pair = OutcomeRow.pair(row);
                    if (pair != null) {
                        pairs.add(new long[] {pair, row.getLong("row", 0)});
                    }
                });
        return pairs.stream().flatMapToLong(Arrays::stream).toArray();
    }

    /** Writes slices' exported files anew, without rows whose pair, or conversation, an earlier one has; of two attempts one does. */
    static void leaveOut(Engine engine, Iterator<Long> slices, long[] repeated, TaskContext task) throws IOException {
        requireOnlyOne(task);
        while (slices.hasNext()) {
            long slice = slices.next();
            List<OutcomeRow> outcomes = read(engine, slice);
            outcomes.removeIf(one -> Arrays.binarySearch(repeated, one.outcome().row()) >= 0);
            Exports.delete(engine, slice);
            Exports.write(engine, slice, outcomes);
        }
    }
}

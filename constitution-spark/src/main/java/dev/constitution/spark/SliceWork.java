package dev.constitution.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import scala.Tuple2;

/**
 * What a task does of a slice. Its outcomes are put in place first, whole; all else is made from them, and both by one attempt.
 * Who finds them calls nothing.
 */
final class SliceWork {
    private SliceWork() {}

    /** Does a slice, or what is left of it, and counts its outcomes. */
    static Counts run(Engine engine, long slice, Map<Long, Integer> occurrences, TaskContext task) throws IOException {
        Path file = engine.job().folder().outcomes(slice);
        List<OutcomeRow> outcomes;
        if (engine.files().exists(file)) {
            Turn.await(task); // who has put it in place may be writing the exported files
            outcomes = read(engine, slice);
        } else {
            outcomes = written(engine, slice, new SliceRows(engine, slice, occurrences, task).all(), task);
        }
        return Counts.of(outcomes, Exports.write(engine, slice, outcomes, task));
    }

    /** The outcomes that are in place afterwards: these, or those of an attempt that was before this one. */
    static List<OutcomeRow> written(Engine engine, long slice, List<OutcomeRow> outcomes, TaskContext task)
            throws IOException {
        JobFolder folder = engine.job().folder();
        boolean isPut = folder.write(engine.files(), folder.outcomes(slice), out -> {
            ParquetFile.write(
                    out,
                    OutcomeRow.SCHEMA,
                    OutcomeRow.TEXTS,
                    outcomes.stream().map(OutcomeRow::toTree).iterator(),
                    engine.job().configuration());
            Turn.await(task);
        });
        return isPut ? outcomes : read(engine, slice);
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

    /**
     * Writes slices' exported files anew, without rows whose pair, or conversation, an earlier one has; of two attempts one does.
     *
     * @return each slice, and what is counted of it then
     */
    static Iterator<Tuple2<Long, String>> leaveOut(
            Engine engine, Iterator<Long> slices, long[] repeated, TaskContext task) throws IOException {
        List<Tuple2<Long, String>> counts = new ArrayList<>();
        Turn.await(task);
        while (slices.hasNext()) {
            long slice = slices.next();
            List<OutcomeRow> outcomes = read(engine, slice);
            List<OutcomeRow> first = outcomes.stream()
                    .filter(one -> Arrays.binarySearch(repeated, one.outcome().row()) < 0)
                    .toList();
            Exports.delete(engine, slice);
            Counts now = Counts.of(outcomes, Exports.write(engine, slice, first, task));
            counts.add(new Tuple2<>(slice, now.toText()));
        }
        return counts.iterator();
    }
}

package dev.constitution.spark;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptIds;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.source.FaultText;
import dev.constitution.text.Hash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple3;

/** Finds rows of one id over the whole input, before any call: those without an id are told apart as the runner does. */
final class Ids {
    /** More repeated prompts would not fit an executor's memory beside its work. */
    private static final int MOST_REPEATED = 1_000_000;

    private Ids() {}

    /** Takes a row's prompt. */
    @FunctionalInterface
    private interface Taker {
        void take(long row, Prompt prompt);
    }

    /**
     * The rows without an id that repeat an earlier one, with which they are of their kind, from 2.
     *
     * @param slices their numbers, in few parts
     * @throws UsageException if two rows were given one id, with the lines of both
     */
    static Map<Long, Integer> repeated(JavaRDD<Long> slices, long rows, Broadcast<byte[]> job) {
        long[] alike = Repeats.of(slices.map(slice -> hashes(Engine.of(job), slice)), rows, 2 * MOST_REPEATED).stream()
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
        if (alike.length == 0) {
            return Map.of();
        }
        if (alike.length > MOST_REPEATED) {
            throw new UsageException("more than " + MOST_REPEATED
                    + " rows have the id or, without an id, the prompt of another; give each row an id of its own, or take"
                    + " them out");
        }
        return occurrences(
                slices.flatMap(slice -> ids(Engine.of(job), slice, alike)).collect());
    }

    private static Map<Long, Integer> occurrences(List<Tuple3<Long, String, Boolean>> ids) {
        Map<String, List<Tuple3<Long, String, Boolean>>> groups = ids.stream()
                .sorted(Comparator.comparing(Tuple3::_1))
                .collect(Collectors.groupingBy(Tuple3::_2, TreeMap::new, Collectors.toList()));
        Map<Long, Integer> occurrences = new HashMap<>();
        TreeMap<Long, String> faults = new TreeMap<>();
        groups.forEach((id, rows) -> {
            boolean allMade = rows.stream().allMatch(Tuple3::_3);
            for (int i = 1; i < rows.size(); i++) {
                if (allMade) {
                    occurrences.put(rows.get(i)._1(), i + 1);
                } else {
                    faults.put(
                            rows.get(i)._1(),
                            "line " + (rows.get(i)._1() + 1) + " has the id \"" + id + "\" of line "
                                    + (rows.get(0)._1() + 1) + "; give each its own, or leave ids out");
                }
            }
        });
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(List.copyOf(faults.values())));
        }
        return occurrences;
    }

    private static long[] hashes(Engine engine, long slice) throws IOException {
        long[] hashes = new long[2 * engine.slices().sliceRows()];
        int[] next = {0};
        read(engine, slice, (row, prompt) -> {
            hashes[next[0]++] = Hash.of(prompt.id());
            hashes[next[0]++] = row;
        });
        return Arrays.copyOf(hashes, next[0]);
    }

    /** The ids of these rows, as far as they are the slice's, and whether they were made from what the rows say. */
    private static Iterator<Tuple3<Long, String, Boolean>> ids(Engine engine, long slice, long[] rows)
            throws IOException {
        long first = slice * engine.slices().sliceRows();
        int next = Arrays.binarySearch(rows, first);
        next = next < 0 ? -next - 1 : next;
        List<Tuple3<Long, String, Boolean>> ids = new ArrayList<>();
        if (next < rows.length && engine.slices().of(rows[next]) == slice) {
            read(engine, slice, (row, prompt) -> {
                if (Arrays.binarySearch(rows, row) >= 0) {
                    boolean isMade = prompt.id().equals(PromptIds.of(prompt.messages()));
                    ids.add(new Tuple3<>(row, prompt.id(), isMade));
                }
            });
        }
        return ids.iterator();
    }

    private static void read(Engine engine, long slice, Taker taker) throws IOException {
        long first = slice * engine.slices().sliceRows();
        try (PromptReader prompts = engine.prompts(slice)) {
            while (prompts.hasNext()) {
                if (prompts.next() instanceof InputRow.Read read) {
                    taker.take(first + read.line() - 1, read.prompt());
                }
            }
        }
    }
}

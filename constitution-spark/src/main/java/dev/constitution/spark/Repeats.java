package dev.constitution.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Finds rows of equal hashes over all of a run: numbers alone travel, of which a few millions are compared by one task. */
final class Repeats {
    private static final long ROWS_A_TASK = 4_000_000;

    private Repeats() {}

    /**
     * The rows of each hash that more than one has, in their order.
     *
     * @param hashed a row's hash and its number, and so on
     * @param rows how many there are, about
     * @param most a task stops at so many rows
     */
    static List<long[]> of(JavaRDD<long[]> hashed, long rows, int most) {
        int tasks = Math.toIntExact(rows / ROWS_A_TASK + 1);
        return hashed.flatMapToPair(some -> parts(some, tasks))
                .partitionBy(new HashPartitioner(tasks))
                .mapPartitions(all -> groups(all, most))
                .collect();
    }

    private static Iterator<Tuple2<Integer, long[]>> parts(long[] hashed, int tasks) {
        List<long[]> parts = new ArrayList<>();
        int[] lengths = new int[tasks];
        int rowsEach = hashed.length / tasks + 1; // twice a fair share; a part holds whole rows, so its length is even
        for (int i = 0; i < tasks; i++) {
            parts.add(new long[tasks == 1 ? hashed.length : 2 * rowsEach]);
        }
        for (int i = 0; i < hashed.length; i += 2) {
            int task = Math.floorMod(hashed[i], tasks);
            long[] part = parts.get(task);
            if (lengths[task] == part.length) {
                part = Arrays.copyOf(part, 2 * part.length);
                parts.set(task, part);
            }
            part[lengths[task]++] = hashed[i];
            part[lengths[task]++] = hashed[i + 1];
        }
        List<Tuple2<Integer, long[]>> numbered = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            numbered.add(new Tuple2<>(i, Arrays.copyOf(parts.get(i), lengths[i])));
        }
        return numbered.iterator();
    }

    private static Iterator<long[]> groups(Iterator<Tuple2<Integer, long[]>> all, int most) {
        List<long[]> parts = new ArrayList<>();
        all.forEachRemaining(part -> parts.add(part._2));
        Set<Long> repeated = repeated(parts);
        Map<Long, List<Long>> rows = new TreeMap<>();
        int found = 0;
        for (long[] part : parts) {
            for (int i = 0; i < part.length && !repeated.isEmpty() && found < most; i += 2) {
                if (repeated.contains(part[i])) {
                    rows.computeIfAbsent(part[i], hash -> new ArrayList<>()).add(part[i + 1]);
                    found++;
                }
            }
        }
        return rows.values().stream()
                .map(group -> group.stream().mapToLong(row -> row).sorted().toArray())
                .iterator();
    }

    private static Set<Long> repeated(List<long[]> parts) {
        long[] hashes =
                new long[parts.stream().mapToInt(part -> part.length / 2).sum()];
        int next = 0;
        for (long[] part : parts) {
            for (int i = 0; i < part.length; i += 2) {
                hashes[next++] = part[i];
            }
        }
        Arrays.sort(hashes);
        Set<Long> repeated = new HashSet<>();
        for (int i = 1; i < hashes.length; i++) {
            if (hashes[i] == hashes[i - 1]) {
                repeated.add(hashes[i]);
            }
        }
        return repeated;
    }
}

package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final int ROWS = 5000;
    private static final long MILLIONS = 13_000_000; // more than one task compares

    private final JavaSparkContext spark =
            new JavaSparkContext(LocalSpark.session().sparkContext());

    /** Rows with their hashes, in parts as slices have them. */
    private JavaRDD<long[]> hashed(List<Long> hashes) {
        return hashed(hashes, 1000);
    }

    private JavaRDD<long[]> hashed(List<Long> hashes, int sliceRows) {
        List<long[]> parts = new ArrayList<>();
        for (int from = 0; from < hashes.size(); from += sliceRows) {
            parts.add(LongStream.range(from, Math.min(hashes.size(), from + sliceRows))
                    .flatMap(row -> LongStream.of(hashes.get((int) row), row))
                    .toArray());
        }
        return spark.parallelize(parts, 3);
    }

    private static List<Long> random() {
        Random random = new Random(1);
        return random.longs(ROWS).boxed().toList();
    }

    @Test
    void of_someRepeated_allTheirRowsInOrder() {
        List<Long> hashes = new ArrayList<>(random());
        hashes.set(4321, hashes.get(17));
        hashes.set(3, hashes.get(17));
        hashes.set(4999, hashes.get(0));
        for (long rows : List.of((long) ROWS, MILLIONS)) {
            assertThat(Repeats.of(hashed(hashes), rows, Integer.MAX_VALUE))
                    .containsExactlyInAnyOrder(new long[] {3, 17, 4321}, new long[] {0, 4999});
        }
    }

    @Test
    void of_noneRepeated_none() {
        for (long rows : List.of((long) ROWS, MILLIONS)) {
            assertThat(Repeats.of(hashed(random()), rows, Integer.MAX_VALUE)).isEmpty();
        }
    }

    @Test
    void of_allAlike_oneGroup_asFarAsIsAskedFor() {
        List<Long> alike = random().stream().map(any -> 7L).toList();
        assertThat(Repeats.of(hashed(alike), MILLIONS, Integer.MAX_VALUE).get(0))
                .hasSize(ROWS);
        assertThat(Repeats.of(hashed(alike), ROWS, 10).get(0)).hasSize(10);
    }

    @Test
    void of_slicesFarSmallerThanTasks_allFound() {
        List<Long> hashes = new ArrayList<>(random().subList(0, 500));
        hashes.set(499, hashes.get(0));
        for (int sliceRows : List.of(3, 20, 50)) {
            assertThat(Repeats.of(hashed(hashes, sliceRows), ofTasks(26), Integer.MAX_VALUE))
                    .as("slices of %s rows", sliceRows)
                    .containsExactly(new long[] {0, 499});
        }
    }

    @Test
    void of_aSliceOfEqualRows_anyNumberOfTasks_allFound() {
        List<Long> alike = Collections.nCopies(1000, 7L);
        for (int tasks : List.of(3, 7, 11, 12, 13, 14)) {
            assertThat(Repeats.of(hashed(alike), ofTasks(tasks), Integer.MAX_VALUE))
                    .as("%s tasks", tasks)
                    .singleElement()
                    .isEqualTo(LongStream.range(0, 1000).toArray());
        }
    }

    /** As many rows as so many tasks compare. */
    private static long ofTasks(int tasks) {
        return 4_000_000L * tasks - 1;
    }
}

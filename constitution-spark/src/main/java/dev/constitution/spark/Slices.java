package dev.constitution.spark;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The input as the run's folder keeps it: its lines in their order, so many a file. A line's number is its row's, for good: an
 * input that changes, or a data set that Spark computes anew, changes nothing that is paid for.
 *
 * @param lines how many there are, blank ones too
 * @param hash of all lines in their order
 * @param sliceRows lines a slice
 */
record Slices(long lines, long hash, int sliceRows) {

    long count() {
        return (lines + sliceRows - 1) / sliceRows;
    }

    /** What the folder keeps; null where not all of it is written. */
    static @Nullable Slices in(JobFolder folder, FileSystem files) throws IOException {
        return files.exists(folder.allSlices())
                ? Json.read(JobFolder.read(files, folder.allSlices()), Slices.class)
                : null;
    }

    /** The input's lines, read once to count and hash them. */
    record Given(JavaRDD<byte[]> lines, List<LinesHash> parts) {
        static Given of(JavaRDD<byte[]> lines) {
            return new Given(
                    lines,
                    lines.mapPartitions(part -> List.of(hash(part)).iterator(), true)
                            .collect());
        }

        private static LinesHash hash(Iterator<byte[]> part) {
            LinesHash hash = LinesHash.NONE;
            while (part.hasNext()) {
                hash = hash.plus(part.next());
            }
            return hash;
        }

        Slices slices(int sliceRows) {
            LinesHash all = parts.stream().reduce(LinesHash.NONE, LinesHash::plus);
            return new Slices(all.lines(), all.hash(), sliceRows);
        }

        /** The lines by their numbers: each part begins with how many are before it. */
        private JavaPairRDD<Long, byte[]> numbered() {
            long[] before = new long[parts.size() + 1];
            for (int i = 0; i < parts.size(); i++) {
                before[i + 1] = before[i] + parts.get(i).lines();
            }
            return lines.mapPartitionsWithIndex(
                            (part, all) -> {
                                long[] next = {before[part]};
                                return map(all, line -> new Tuple2<>(next[0]++, line));
                            },
                            true)
                    .mapToPair(line -> line);
        }
    }

    /** Writes the lines into the folder, each slice whole or not at all. */
    void write(Given given, Broadcast<byte[]> job, FileSystem files, JobFolder folder) throws IOException {
        long all = this.lines;
        files.mkdirs(folder.prompts());
        given.numbered()
                .repartitionAndSortWithinPartitions(new BySlice(Math.toIntExact(count()), sliceRows))
                .foreachPartition(slice -> {
                    if (slice.hasNext()) {
                        writeSlice(slice, Engine.of(job), all);
                    }
                });
        folder.write(files, folder.allSlices(), Json.line(this));
    }

    private static void writeSlice(Iterator<Tuple2<Long, byte[]>> lines, Engine engine, long all) throws IOException {
        Job job = engine.job();
        Tuple2<Long, byte[]> first = lines.next();
        long slice = job.sliceOf(first._1);
        long end = Math.min(all, (slice + 1) * job.sliceRows());
        job.folder().write(engine.files(), job.folder().slice(slice), out -> {
            long expected = slice * job.sliceRows();
            for (Tuple2<Long, byte[]> line = first; line != null; line = lines.hasNext() ? lines.next() : null) {
                if (line._1 != expected++) {
                    throw changed();
                }
                out.write(line._2);
                out.write('\n');
            }
            if (expected != end) {
                throw changed();
            }
        });
    }

    private static UsageException changed() {
        return new UsageException("the input changed while it was read; write it into files first, and name those");
    }

    private static <A, B> Iterator<B> map(Iterator<A> all, java.util.function.Function<A, B> each) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public B next() {
                return each.apply(all.next());
            }
        };
    }

    /** Puts a slice's lines together. */
    private static final class BySlice extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final int slices;
        private final int rows;

        BySlice(int slices, int rows) {
            this.slices = slices;
            this.rows = rows;
        }

        @Override
        public int numPartitions() {
            return slices;
        }

        @Override
        public int getPartition(Object row) {
            return (int) ((Long) row / rows);
        }
    }
}

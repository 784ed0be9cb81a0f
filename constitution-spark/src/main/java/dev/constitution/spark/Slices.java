package dev.constitution.spark;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
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
 * @param hash of all lines with their numbers
 * @param sliceRows lines a slice
 */
record Slices(long lines, long hash, int sliceRows) {

    /** A part of the input, as Spark has cut it. */
    private record Part(int number, long lines) implements java.io.Serializable {}

    long count() {
        return (lines + sliceRows - 1) / sliceRows;
    }

    /** What the folder keeps; null where not all of it is written. */
    static @Nullable Slices in(JobFolder folder, FileSystem files) throws IOException {
        return files.exists(folder.allSlices())
                ? Json.read(JobFolder.read(files, folder.allSlices()), Slices.class)
                : null;
    }

    /** Numbers the lines by what is before them. */
    private static JavaPairRDD<Long, byte[]> numbered(JavaRDD<byte[]> lines) {
        long[] before = before(lines);
        return lines.mapPartitionsWithIndex(
                        (part, all) -> {
                            long[] next = {before[part]};
                            return map(all, line -> new Tuple2<>(next[0]++, line));
                        },
                        true)
                .mapToPair(line -> line);
    }

    private static long[] before(JavaRDD<byte[]> lines) {
        List<Part> parts = lines.mapPartitionsWithIndex(
                        (part, all) -> {
                            long count = 0;
                            for (; all.hasNext(); all.next()) {
                                count++;
                            }
                            return List.of(new Part(part, count)).iterator();
                        },
                        true)
                .collect();
        long[] before = new long[parts.size() + 1];
        parts.stream()
                .sorted(Comparator.comparing(Part::number))
                .forEach(part -> before[part.number() + 1] = before[part.number()] + part.lines());
        return before;
    }

    /** Counts and hashes lines without keeping them. */
    static Slices of(JavaRDD<byte[]> lines, int sliceRows) {
        JavaPairRDD<Long, byte[]> numbered = numbered(lines);
        Tuple2<Long, Long> sum = numbered.map(line -> new Tuple2<>(1L, hash(line._1, line._2)))
                .fold(new Tuple2<>(0L, 0L), (a, b) -> new Tuple2<>(a._1 + b._1, a._2 + b._2));
        return new Slices(sum._1, sum._2, sliceRows);
    }

    /** Writes the lines into the folder, each slice whole or not at all. */
    void write(JavaRDD<byte[]> lines, Broadcast<byte[]> job, FileSystem files, JobFolder folder) throws IOException {
        int rows = sliceRows;
        long all = this.lines;
        numbered(lines)
                .repartitionAndSortWithinPartitions(new BySlice(Math.toIntExact(count()), rows))
                .foreachPartition(slice -> {
                    if (slice.hasNext()) {
                        writeSlice(slice, Job.of(job.value()), all);
                    }
                });
        JobFolder.write(files, folder.allSlices(), Json.line(this));
    }

    private static void writeSlice(Iterator<Tuple2<Long, byte[]>> lines, Job job, long all) throws IOException {
        Tuple2<Long, byte[]> first = lines.next();
        long slice = job.sliceOf(first._1);
        long end = Math.min(all, (slice + 1) * job.sliceRows());
        JobFolder.write(job.folder().files(job.configuration()), job.folder().slice(slice), out -> {
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

    private static long hash(long number, byte[] line) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            return ByteBuffer.wrap(digest.digest(line)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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

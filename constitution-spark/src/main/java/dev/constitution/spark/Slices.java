package dev.constitution.spark;

import dev.constitution.runner.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The input as the run's folder keeps it: its lines in their order, and which of them are done together. A line's number is its
 * row's, for good: an input that changes, or a data set that Spark computes anew, changes nothing that is paid for.
 *
 * @param sliceRows lines a slice
 * @param pieces the lines, as they were read side by side
 */
record Slices(int sliceRows, List<Piece> pieces) {
    Slices {
        pieces = List.copyOf(pieces);
    }

    /** How many slices there are. */
    long count() {
        return (lines() + sliceRows - 1) / sliceRows;
    }

    /** How many lines there are, blank ones too. */
    long lines() {
        return pieces.stream().mapToLong(Piece::lines).sum();
    }

    /** What the lines hold. */
    LinesHash input() {
        return pieces.stream().map(Piece::linesHash).reduce(LinesHash.NONE, LinesHash::plus);
    }

    /** The slice of a line. */
    long of(long row) {
        return row / sliceRows;
    }

    /** What the folder keeps; null where not all of it is written. */
    static @Nullable Slices in(JobFolder folder, FileSystem files) throws IOException {
        return files.exists(folder.allSlices()) ? of(JobFolder.read(files, folder.allSlices())) : null;
    }

    /** Writes lines into the folder, which are read once: what Spark computes twice may be another thing the second time. */
    static Slices keep(
            JavaRDD<byte[]> lines, int sliceRows, JobFolder folder, FileSystem files, Configuration configuration)
            throws IOException {
        files.delete(folder.prompts(), true);
        files.mkdirs(folder.prompts());
        SerializableConfiguration hadoop = new SerializableConfiguration(configuration);
        List<String> written = lines.mapPartitions(
                        part -> List.of(Piece.write(part, folder.files(hadoop.value()), folder.prompts())
                                        .toText())
                                .iterator(),
                        true)
                .collect();
        Slices slices = new Slices(
                sliceRows,
                written.stream()
                        .map(Piece::of)
                        .filter(piece -> piece.lines() > 0)
                        .toList());
        for (FileStatus file : files.listStatus(folder.prompts())) {
            if (slices.pieces().stream()
                    .noneMatch(piece -> piece.owns(file.getPath().getName()))) {
                files.delete(file.getPath(), false);
            }
        }
        if (slices.lines() > 0) {
            folder.write(files, folder.allSlices(), slices.toText());
        }
        return slices;
    }

    /** A slice's lines; pieces are opened one after another. */
    InputStream open(long slice, JobFolder folder, FileSystem files) {
        long first = slice * sliceRows;
        long end = first + sliceRows;
        List<Opened> parts = new ArrayList<>();
        long before = 0;
        for (Piece piece : pieces) {
            long from = Math.max(first, before) - before;
            long to = Math.min(end, before + piece.lines()) - before;
            if (from < to) {
                parts.add(() -> piece.open(files, folder.prompts(), from, to - from));
            }
            before += piece.lines();
        }
        return new SequenceInputStream(Collections.enumeration(new AbstractList<>() {
            @Override
            public int size() {
                return parts.size();
            }

            @Override
            public InputStream get(int part) {
                try {
                    return parts.get(part).open();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }));
    }

    /** A part of a slice. */
    @FunctionalInterface
    private interface Opened {
        InputStream open() throws IOException;
    }

    String toText() {
        return Json.line(this);
    }

    static Slices of(String text) {
        return Json.read(text, Slices.class);
    }
}

package dev.constitution.spark;

import dev.constitution.runner.input.ImageFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a run keeps its files, as any file system of Hadoop's.
 *
 * <pre>
 * run.json              what decides the run; written first
 * prompts/              the input's lines, in pieces, and slices.json, which names them
 * images/               the rows' images, each once, and a file a slice of which row shows which
 * ledger/SLICE/         every answer, one file an attempt
 * outcomes/             Parquet, one row a prompt, one file a slice
 * pairs.jsonl/, …       the files of every such run, one part a slice
 * manifest.json         written last: the run is whole
 * partial/              files that are being written; goes with the run's end
 * </pre>
 */
record JobFolder(String uri) implements Serializable {
    static final String PAIRS_PARQUET = "pairs.parquet";

    /** A folder by its whole name: executors have working folders, and defaults, of their own. */
    static JobFolder of(String name, Configuration hadoop) throws IOException {
        Path folder = Locations.path(name);
        return new JobFolder(
                Locations.files(folder, hadoop).makeQualified(folder).toString());
    }

    Path path(String name) {
        return new Path(uri, name);
    }

    Path run() {
        return path("run.json");
    }

    Path prompts() {
        return path("prompts");
    }

    /** Says that all lines are written, and where. */
    Path allSlices() {
        return new Path(prompts(), "slices.json");
    }

    Path images() {
        return path(ImageFolder.NAME);
    }

    Path image(String name) {
        return new Path(images(), name);
    }

    /** Which rows of a slice show which images; it is there where any does. */
    Path imageIndex(long slice) {
        return part(ImageFolder.NAME, slice, ".jsonl");
    }

    Path ledger(long slice) {
        return new Path(path("ledger"), String.format("slice-%08d", slice));
    }

    Path outcomes() {
        return path("outcomes");
    }

    Path outcomes(long slice) {
        return part("outcomes", slice, ".parquet");
    }

    Path manifest() {
        return path("manifest.json");
    }

    /** A slice's part of a file; by name they are in the slices' order. */
    Path part(String name, long slice, String ending) {
        return new Path(path(name), String.format("part-%08d", slice) + ending);
    }

    /** The folder's file system; without checksums beside the files, which are flushed only when a file is closed. */
    FileSystem files(Configuration hadoop) throws IOException {
        FileSystem files = new Path(uri).getFileSystem(hadoop);
        return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    }

    private Path partial() {
        return path("partial");
    }

    /** Writes what a file holds. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Writes a file that is there whole or not at all. One that is there already stays.
     *
     * @return whether the file holds this content; false where there was one
     */
    boolean write(FileSystem files, Path file, Writing content) throws IOException {
        Path partial = newPartial(file);
        try {
            try (OutputStream out = files.create(partial, true)) {
                content.to(out);
            }
            return put(files, partial, file);
        } finally {
            files.delete(partial, false);
        }
    }

    private Path newPartial(Path file) {
        return new Path(partial(), file.getName() + "." + UUID.randomUUID());
    }

    private static boolean put(FileSystem files, Path partial, Path file) throws IOException {
        if (files.exists(file)) { // on a local file system a rename would replace it
            return false;
        }
        try {
            if (files.rename(partial, file)) {
                return true;
            }
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        if (!files.exists(file)) {
            throw new IOException("cannot put " + file + " in place");
        }
        return false;
    }

    void write(FileSystem files, Path file, String content) throws IOException {
        write(files, file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes away what a run begins with, before it is answered; what was written by its name stays where it holds anything. */
    void removeBegun(FileSystem files) throws IOException {
        files.delete(images(), true); // before the rows that they are known by
        files.delete(prompts(), true);
        removePartial(files);
        for (FileStatus one : files.listStatus(new Path(uri))) {
            if (one.isDirectory() && !holdsAny(files, one.getPath())) {
                files.delete(one.getPath(), true);
            }
        }
        files.delete(run(), false);
    }

    /** Whether nothing was paid for yet: no answer, and no outcome, is kept. */
    boolean isUntouched(FileSystem files) throws IOException {
        return !holdsAny(files, path("ledger")) && !holdsAny(files, outcomes()) && !files.exists(manifest());
    }

    /** Whether a folder has a file with something in it, by its bytes: what a writer that was killed has flushed is in no listing. */
    private static boolean holdsAny(FileSystem files, Path folder) throws IOException {
        if (!files.exists(folder)) {
            return false;
        }
        for (var all = files.listFiles(folder, true); all.hasNext(); ) {
            try (InputStream in = files.open(all.next().getPath())) {
                if (in.read() >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes away what those left that were killed while they wrote. */
    void removePartial(FileSystem files) throws IOException {
        files.delete(partial(), true);
    }

    static String read(FileSystem files, Path file) throws IOException {
        try (var in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.constitution.spark;

import dev.constitution.runner.input.ImageFiles;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.input.ImageKeeper;
import dev.constitution.runner.rows.BadRowException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The images of a slice's rows, kept in the run's folder under their content's names; beside them stands, for each slice that has
 * any, which row shows which. They are taken by the first task that reads the slice's rows, before any call.
 *
 * @param origin the folder that paths in the rows are relative to; empty where there is none
 */
record SliceImages(JobFolder folder, FileSystem files, Configuration hadoop, String origin, long slice)
        implements ImageKeeper {

    /** The bytes of an image that is kept. */
    static byte[] kept(JobFolder folder, FileSystem files, String name) throws IOException {
        try (var in = files.open(folder.image(name))) {
            return ImageFolder.whole(name, in.readAllBytes());
        }
    }

    @Override
    public Optional<String> index() throws IOException {
        Path index = folder.imageIndex(slice);
        return files.exists(index) ? Optional.of(JobFolder.read(files, index)) : Optional.empty();
    }

    @Override
    public boolean holds(String name) throws IOException {
        return files.exists(folder.image(name));
    }

    @Override
    public void keep(String name, byte[] content) throws IOException {
        if (!holds(name)) {
            files.mkdirs(folder.images());
            folder.write(files, folder.image(name), out -> out.write(content));
        }
    }

    @Override
    public void keepIndex(String index) throws IOException {
        files.mkdirs(folder.images());
        folder.write(files, folder.imageIndex(slice), index);
    }

    @Override
    public byte[] read(String place) throws BadRowException {
        try {
            return read(place, path(place));
        } catch (IllegalArgumentException e) { // of Hadoop's Path
            throw refused(place, "is no path");
        } catch (IOException e) {
            throw refused(place, "cannot be read (" + e.getMessage() + "); let executors read it");
        }
    }

    private Path path(String place) throws BadRowException {
        Path path = place.startsWith("file:") ? new Path(URI.create(place)) : new Path(place);
        if (path.isUriPathAbsolute()) {
            return path;
        }
        if (origin.isEmpty()) {
            throw refused(place, "is relative, and a data set has no folder; write whole paths into the rows");
        }
        return new Path(origin, path);
    }

    private byte[] read(String place, Path path) throws IOException, BadRowException {
        FileSystem originals = path.getFileSystem(hadoop);
        FileStatus file = originals.exists(path) ? originals.getFileStatus(path) : null;
        if (file == null || !file.isFile()) {
            throw refused(
                    place,
                    "is no file; it was looked for as " + path
                            + ": a path is relative to the folder of the prompts, and" + " read by executors");
        }
        if (file.getLen() > MOST_BYTES) {
            throw refused(place, ImageFiles.tooLarge(file.getLen()));
        }
        try (var in = originals.open(path)) {
            return in.readAllBytes();
        }
    }

    private static BadRowException refused(String place, String why) {
        return ImageFiles.refused(place, why);
    }
}

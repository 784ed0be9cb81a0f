package dev.constitution.spark;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.call.SentImages;
import dev.constitution.runner.input.ImageFiles;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.input.ImageKeeper;
import dev.constitution.runner.rows.BadRowException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * The images of a slice's rows, kept in the run's folder under their content's names; beside them stands, for each slice that has
 * any, which row shows which. They are taken by the first task that reads the slice's rows, before any call.
 *
 * @param origin the folder that paths in the rows are relative to; empty where there is none
 */
record SliceImages(JobFolder folder, FileSystem files, Configuration hadoop, String origin, long slice)
        implements ImageKeeper {

    /** Those that a run keeps. */
    static SentImages.Kept kept(JobFolder folder, FileSystem files) {
        return new SentImages.Kept() {
            @Override
            public long size(String name) throws IOException {
                return files.getFileStatus(folder.image(name)).getLen();
            }

            @Override
            public byte[] bytes(String name) throws IOException {
                try (var in = files.open(folder.image(name))) {
                    return ImageFolder.whole(name, in.readAllBytes());
                }
            }
        };
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
        Path path = path(place);
        try {
            return read(place, path);
        } catch (UsageException e) {
            throw refused(place, "cannot be read: " + e.getMessage());
        } catch (FileNotFoundException | AccessControlException | AccessDeniedException | IllegalArgumentException e) {
            throw refused(place, "cannot be read (" + e.getMessage() + "); let executors read it");
        } catch (IOException e) { // it may pass, and what is found of a row is found for good
            throw StopText.exception(
                    new RunStop(
                            ExitCode.STORAGE,
                            place + ": the image cannot be read (" + e.getMessage() + "); mend that, then run the same"
                                    + " command again"),
                    e);
        }
    }

    private Path path(String place) throws BadRowException {
        Optional<String> inUrl = ImageFiles.pathInUrl(place);
        try {
            if (inUrl.isPresent() && inUrl.get().startsWith(Path.SEPARATOR)) {
                return new Path("file", "", inUrl.get());
            }
            Path path = new Path(inUrl.orElse(place));
            if (!path.isUriPathAbsolute() && origin.isEmpty()) {
                throw refused(place, "is relative, and a data set has no folder; write whole paths into the rows");
            }
            return path.isUriPathAbsolute() ? path : new Path(origin, path);
        } catch (IllegalArgumentException e) { // of Hadoop's Path
            throw refused(place, "is no path");
        }
    }

    private byte[] read(String place, Path path) throws IOException, BadRowException {
        FileSystem originals = Locations.files(path, hadoop);
        FileStatus file = originals.exists(path) ? originals.getFileStatus(path) : null;
        if (file == null || !file.isFile()) {
            throw refused(
                    place,
                    "is no file; it was looked for as " + path
                            + ": a path is relative to the folder of the prompts, and read by executors");
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

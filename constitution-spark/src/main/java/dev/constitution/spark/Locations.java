package dev.constitution.spark;

import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** The file systems of places that a user names. */
final class Locations {
    private Locations() {}

    /**
     * The path of a place.
     *
     * @throws UsageException if it is none
     */
    static Path path(String location) {
        try {
            return new Path(location);
        } catch (IllegalArgumentException e) {
            throw new UsageException("\"" + location + "\" is no path (" + e.getMessage() + "); correct it", e);
        }
    }

    /**
     * The file system of a path.
     *
     * @throws UsageException if Spark has no client for it
     */
    static FileSystem files(Path path, Configuration hadoop) throws IOException {
        try {
            return path.getFileSystem(hadoop);
        } catch (UnsupportedFileSystemException e) {
            throw noClient(path, e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                throw noClient(path, e);
            }
            throw e;
        }
    }

    private static UsageException noClient(Path path, Exception why) {
        return new UsageException(
                path + ": Spark has no client for " + path.toUri().getScheme() + ":// (" + why.getMessage()
                        + "); correct the address, or give Spark the client, as --packages of spark-submit does",
                why);
    }
}

package dev.constitution.local;

import dev.constitution.chat.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The native library as a file that the operating system can load, at a path that names its SHA-256.
 *
 * <p>Any number of processes may extract it at once: each writes its own temporary file and moves it into place in one
 * step, and all of these files are equal. A file that is there already is verified, and replaced when it is damaged.
 */
final class NativeLibraryFile {
    private NativeLibraryFile() {}

    static Path extract(Host host) {
        return extract(NativeBuild.of(host), host.cacheFolder(), NativeLibraryFile.class.getClassLoader());
    }

    static Path extract(NativeBuild build, Path cache, ClassLoader resources) {
        Path file = cache.resolve("native").resolve(build.sha256()).resolve(build.fileName());
        try {
            if (!Files.isRegularFile(file) || !Sha256.hex(file).equals(build.sha256())) {
                write(build, file, resources);
            }
            return file;
        } catch (IOException e) {
            throw new LocalModelException(
                    "cannot extract the native library to " + file + ": " + e
                            + "; point the environment variable CONSTITUTION_CACHE to a folder that can be written",
                    e);
        }
    }

    private static void write(NativeBuild build, Path file, ClassLoader resources) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path temporary = Files.createTempFile(folder, "extracting", ".tmp");
        try (InputStream in = open(build, resources.getResourceAsStream(build.resource()))) {
            String sha256;
            try (OutputStream out = Files.newOutputStream(temporary)) {
                sha256 = Sha256.copy(in, out);
            }
            if (!sha256.equals(build.sha256())) {
                throw new LocalModelException("the native library on the class path, " + build.resource()
                        + ", has SHA-256 " + sha256 + " and should have " + build.sha256()
                        + "; the class path must hold de.kherud:llama in version 4.2.0, unaltered");
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static InputStream open(NativeBuild build, @Nullable InputStream resource) {
        if (resource == null) {
            throw new LocalModelException("the native library " + build.resource()
                    + " is not on the class path; add de.kherud:llama in version 4.2.0 to it");
        }
        return resource;
    }
}

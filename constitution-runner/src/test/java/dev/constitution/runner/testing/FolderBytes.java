package dev.constitution.runner.testing;

import dev.constitution.chat.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that a folder holds, to tell whether a byte of it has changed. */
public final class FolderBytes {
    private FolderBytes() {}

    /** The hash of each file, by its name. */
    public static Map<String, String> of(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(folder.relativize(file).toString(), Sha256.hex(file));
            }
        }
        return hashes;
    }
}

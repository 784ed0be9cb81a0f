package dev.constitution.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Files that tests read but the project does not hold: in the folder of the system property {@code constitution.data},
 * else in {@code shared/data} beside a folder that holds this one.
 */
public final class RealData {
    private RealData() {}

    /** The file; the test that asks for it is skipped where it is missing. */
    public static Path file(String name) {
        String folder = System.getProperty("constitution.data");
        Stream<Path> folders = folder != null
                ? Stream.of(Path.of(folder))
                : Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                        .map(at -> at.resolve("shared/data"));
        Path file = folders.map(at -> at.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(file != null, () -> name + " is not here; name its folder with -Dconstitution.data=…");
        return file;
    }
}

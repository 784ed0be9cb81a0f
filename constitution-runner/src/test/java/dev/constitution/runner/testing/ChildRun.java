package dev.constitution.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.cli.ConstitutionCommand;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, which can be killed. */
public final class ChildRun {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    private final Process process;
    private final Path log;

    private ChildRun(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param folder takes what it prints */
    public static ChildRun start(Path folder, List<String> command) throws IOException {
        return start(folder, "", command);
    }

    /** @param before shell commands that bound what the process may use, or set its environment: {@code ulimit -f 100;} */
    public static ChildRun start(Path folder, String before, List<String> command) throws IOException {
        return start(JAVA, folder, before, command);
    }

    /** Runs it on the Java that is installed there. */
    public static ChildRun startOn(Path javaHome, Path folder, List<String> command) throws IOException {
        return start(javaHome, folder, "", command);
    }

    private static ChildRun start(Path javaHome, Path folder, String before, List<String> command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "bash",
                "-c",
                before + "exec \"$@\"",
                "bash",
                javaHome.resolve("bin").resolve("java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                ConstitutionCommand.class.getName()));
        words.addAll(command);
        Path log = Files.createTempFile(folder, "child", ".log");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ChildRun(process, log);
    }

    /** The tests' own without their settings of the log: what the program writes there is a user's. */
    private static String classPath() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            try (URLClassLoader alone =
                    new URLClassLoader(new URL[] {Path.of(entry).toUri().toURL()}, null)) {
                if (alone.findResource("logback-test.xml") == null) {
                    entries.add(entry);
                }
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    /** Waits until something is reached, or the process has ended. */
    public void awaits(CountDownLatch reached) throws InterruptedException {
        while (isAlive() && !reached.await(10, TimeUnit.MILLISECONDS)) {
            Thread.onSpinWait();
        }
    }

    /** SIGKILL: nothing of the process runs after it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits a little for its end; false where it does not come. */
    public boolean endsWithin(Duration wait) throws InterruptedException {
        return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Of one that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The same, which must end with this code. */
    public ChildRun ended(ExitCode code) throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the process did not end; it printed " + output());
        }
        assertThat(process.exitValue()).as(output()).isEqualTo(code.number());
        return this;
    }

    /** The same, where all is well. */
    public ChildRun succeeded() throws InterruptedException {
        return ended(ExitCode.COMPLETE);
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

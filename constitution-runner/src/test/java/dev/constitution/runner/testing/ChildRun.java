package dev.constitution.runner.testing;

import dev.constitution.runner.cli.ConstitutionCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, which can be killed. */
public final class ChildRun {
    private final Process process;
    private final Path log;

    private ChildRun(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static ChildRun start(Path folder, String... arguments) throws IOException {
        return start(folder, "", arguments);
    }

    /** @param limits a shell command that bounds what the process may use, {@code ulimit -f 100;} for example */
    public static ChildRun start(Path folder, String limits, String... arguments) throws IOException {
        return start(Path.of(System.getProperty("java.home")), folder, limits, arguments);
    }

    /** @param javaHome where the Java stands that runs it */
    public static ChildRun start(Path javaHome, Path folder, String limits, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                limits + "exec \"$@\"",
                "bash",
                javaHome.resolve("bin").resolve("java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ConstitutionCommand.class.getName()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(folder, "child", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ChildRun(process, log);
    }

    /** SIGKILL: nothing of the process runs after it. */
    public void kill() {
        process.destroyForcibly();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the process did not end; it printed " + output());
        }
        return process.exitValue();
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

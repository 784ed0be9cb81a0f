package dev.constitution.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A client under measurement, in a process of its own; Linux tells its CPU time and memory. */
final class ClientProcess implements AutoCloseable {
    private static final long TICK_MILLIS = 10;

    private final Process process;
    private final Path out;
    private final long startMillis = System.currentTimeMillis();
    private double seconds;
    private double cpuSeconds;
    private long peakKilobytes;

    private ClientProcess(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** Starts a command whose output goes to a file. */
    static ClientProcess start(List<String> command, Path out) throws IOException {
        return new ClientProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start(),
                out);
    }

    /** Waits for the end, and requires that it is a good one. */
    ClientProcess finish() throws IOException, InterruptedException {
        while (process.isAlive()) {
            sample();
            Thread.sleep(20);
        }
        seconds = (System.currentTimeMillis() - startMillis) / 1000.0;
        if (process.exitValue() != 0) {
            throw new IOException("the client ended with " + process.exitValue() + ":\n" + Files.readString(out));
        }
        return this;
    }

    private void sample() {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            String stat = Files.readString(proc.resolve("stat"));
            // Behind the name, which may hold anything: the state, and in places 11 and 12 user and system time.
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            if (fields.get(0).equals("Z")) {
                return;
            }
            long ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
            cpuSeconds = ticks * TICK_MILLIS / 1000.0;
            for (String line : Files.readAllLines(proc.resolve("status"))) {
                if (line.startsWith("VmHWM:")) {
                    peakKilobytes = Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            return; // it has just ended; what was last seen stands
        }
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** From its start to its end, within the 20 ms between two looks. */
    double seconds() {
        return seconds;
    }

    double cpuSeconds() {
        return cpuSeconds;
    }

    double peakMegabytes() {
        return peakKilobytes / 1024.0;
    }

    long startMillis() {
        return startMillis;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

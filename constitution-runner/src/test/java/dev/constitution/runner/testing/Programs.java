package dev.constitution.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Other programs, run to their end, which must be a good one. */
public final class Programs {
    private Programs() {}

    /** What a program printed, its errors too. */
    public static String output(String... command) throws IOException, InterruptedException {
        return output(new ProcessBuilder(command).redirectErrorStream(true));
    }

    /** What a program printed to its standard output. */
    public static String output(ProcessBuilder program) throws IOException, InterruptedException {
        Process process = program.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

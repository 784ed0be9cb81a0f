package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Principles as many and as long as a file may hold: what checks them accepts, every command takes. */
class LargeConstitutionTest {
    private static final int PRINCIPLES = 10_000;
    private static final int BYTES = 10_000_000;
    private static final int MOST_BYTES = 10 << 20;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @BeforeEach
    void writePrompts() throws IOException {
        Files.writeString(folder.resolve("prompts.jsonl"), "{\"id\":\"a\",\"prompt\":\"What is rain?\"}\n");
    }

    /** About as many bytes as named. */
    private Path principles(int bytes) throws IOException {
        String words = "word ".repeat(bytes / PRINCIPLES / 5 - 10);
        return Files.writeString(
                folder.resolve("house.yaml"),
                IntStream.range(0, PRINCIPLES)
                        .mapToObj(i -> "  - id: p-" + i + "\n    norm: Answer " + i + " is " + words + "kind.\n")
                        .collect(Collectors.joining("", "id: house\nprinciples:\n", "")));
    }

    private CommandLineHarness.Result run(Path principles, String... more) {
        return CommandLineHarness.run(
                List.of(
                        "run",
                        "--prompts=" + folder.resolve("prompts.jsonl"),
                        "--out=" + folder.resolve("out"),
                        "--model=" + server.model(),
                        "--constitution=" + principles),
                more);
    }

    @Test
    void commands_tenThousandPrinciplesOfTenMegabytes_takeThem() throws IOException {
        Path principles = principles(BYTES);
        assertThat(Files.size(principles)).isBetween(BYTES * 9L / 10, (long) MOST_BYTES);
        String out = folder.resolve("out").toString();

        CommandLineHarness.run("principles", "validate", principles.toString()).succeeded();
        run(principles, "--dry-run").succeeded();
        run(principles).succeeded();
        run(principles).succeeded(); // goes on, with nothing left to do
        CommandLineHarness.run("status", out).succeeded();
        CommandLineHarness.run("show", out, "a").succeeded();
        CommandLineHarness.run("verify", out).succeeded();
        CommandLineHarness.run("export", out, "--format=hf", "--to=" + folder.resolve("hf"))
                .succeeded();
        CommandLineHarness.run("report", out, "--out=" + folder.resolve("report.html"))
                .succeeded();

        assertThat(server.requests()).isPositive();
    }

    @Test
    void commands_oneByteTooMany_allNameTheFileItsSizeAndTheLimit() throws IOException {
        Path principles = Files.writeString(folder.resolve("house.yaml"), "#".repeat(MOST_BYTES + 1));
        String said =
                principles + ": 10,485,761 bytes are more than the 10,485,760 that a file of principles or settings"
                        + " may have; split it\n";

        assertThat(CommandLineHarness.run("principles", "validate", principles.toString())
                        .ended(ExitCode.USAGE)
                        .err())
                .isEqualTo(said);
        assertThat(run(principles, "--dry-run").ended(ExitCode.USAGE).err()).isEqualTo(said);
        assertThat(run(principles).ended(ExitCode.USAGE).err()).isEqualTo(said);
    }
}

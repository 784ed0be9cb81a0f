package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs by OpenAI's batches, against a stub that keeps their rules. */
class BatchRunTest {
    private static final int ROWS = 20;

    @TempDir
    private Path folder;

    @AutoClose
    private final BatchStub stub = new BatchStub(new OpenAiForm());

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
    }

    private List<String> command(String out) {
        return List.of(
                "run", "--prompts=" + prompts, "--out=" + folder.resolve(out), "--model=" + stub.model(), "--rounds=1");
    }

    private CommandLineHarness.Result batch(String... more) {
        return CommandLineHarness.run(
                CommandLineHarness.with(command("out"), "--batch", "--batch-poll=PT0.01S"), more);
    }

    private void requireDone() throws IOException {
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        CommandLineHarness.run(command("straight")).succeeded();
        assertThat(folder.resolve("out/pairs.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
        assertThat(folder.resolve("out/sft.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/sft.jsonl"));
    }

    @Test
    void run_inBatches_isTheSameAsByCalls() throws IOException {
        batch().succeeded();

        assertThat(stub.singles()).isZero();
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.batches()).hasSize(3);
        requireDone();
    }
}

package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LlamaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job against a real server over HTTP. */
class ServerRunTest {
    @AutoClose
    private static LlamaServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = LlamaServer.start();
    }

    @Test
    void run_overHttp_givesPairsWithProvenanceAndResumesForFree() throws IOException {
        Path prompts = Files.writeString(folder.resolve("prompts.jsonl"), """
                {"id":"diary","prompt":"Is it all right to read my sister's diary?"}
                {"id":"sky","messages":[{"role":"user","content":"Hello."},{"role":"assistant","content":"Hi!"},\
                {"role":"user","content":"Why is the sky blue?"}]}
                """);
        List<String> command = List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + folder.resolve("out"),
                "--model=" + server.model(),
                "--shape=small",
                "--rounds=1",
                "--concurrency=2",
                "--seed=5");

        CommandLineHarness.Result result = CommandLineHarness.run(command);

        assertThat(result.out()).startsWith("2 rows: ");
        assertThat(JsonLines.read(folder.resolve("out/pairs.jsonl")))
                .isNotEmpty()
                .allSatisfy(pair -> {
                    assertThat(pair.get("chosen").get(0).get("content").textValue())
                            .isNotBlank()
                            .isNotEqualTo(
                                    pair.get("rejected").get(0).get("content").textValue());
                    assertThat(pair.get("provenance")
                                    .get("models")
                                    .get("critic")
                                    .textValue())
                            .isEqualTo(server.model());
                });
        assertThat(CommandLineHarness.run(command).out()).contains("0 calls, 0 tokens generated");
    }
}

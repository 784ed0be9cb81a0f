package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.local.ModelFiles;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a newcomer runs it: the command line on the embedded model. */
class EmbeddedRunTest {
    @TempDir
    private Path folder;

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = Files.writeString(
                folder.resolve("prompts.txt"),
                "Is it all right to read my sister's diary?\nWhy is the sky blue?\nHow do I bake bread?\n");
    }

    private CommandLineHarness.Result run(String out, String... more) {
        return CommandLineHarness.run(
                List.of("run", "--prompts=" + prompts, "--out=" + folder.resolve(out), "--seed=1", "--max-tokens=120"),
                more);
    }

    @Test
    void run_otherConcurrency_isByteIdenticalAndEveryRowHasAnOutcome() throws IOException {
        CommandLineHarness.Result one = run("one", "--concurrency=1");
        CommandLineHarness.Result two = run("two", "--concurrency=3");

        assertThat(one.exitCode()).isIn(ExitCode.COMPLETE.number(), ExitCode.FAILED_ROWS.number());
        assertThat(one.out()).startsWith("3 rows: ");
        assertThat(two.out().lines().findFirst()).isEqualTo(one.out().lines().findFirst());
        for (String file : List.of("pairs.jsonl", "sft.jsonl")) {
            assertThat(folder.resolve("two").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
        }
        assertThat(folder.resolve("one/pairs.jsonl")).isNotEmptyFile();
        requireCounted("one");
        requireCounted("two");
    }

    /** What the model had evaluated for an earlier call is told from what it evaluated. */
    private void requireCounted(String out) {
        List<String> status = List.of("status", folder.resolve(out).toString());
        JsonNode took = CommandLineHarness.run(status, "--json").json().get("all_starts");

        assertThat(took.get("cached_tokens").longValue())
                .isBetween(
                        took.get("input_tokens").longValue() / 4,
                        took.get("input_tokens").longValue() / 2);
        assertThat(CommandLineHarness.run(status).out()).contains(" tokens of them read from a cache");
    }

    @Test
    void run_again_doesNothing() {
        run("out");

        CommandLineHarness.Result again = run("out");

        assertThat(again.out()).contains("0 calls, 0 tokens generated");
    }

    @Test
    void prompts_ofTheEmbeddedModel_areRunOn() throws IOException {
        Path written = folder.resolve("written.jsonl");

        CommandLineHarness.run(
                        "prompts",
                        "generate",
                        "--count=3",
                        "--topics=money,health",
                        "--principle=no-encouragement-of-wrongdoing",
                        "--lowest-grade=1", // it is too small to tell them apart
                        "--concurrency=2",
                        "--out=" + folder.resolve("writing"),
                        "--to=" + written)
                .succeeded();

        assertThat(Files.readAllLines(written)).hasSize(3).allMatch(line -> line.contains("\"grade\":"));
        CommandLineHarness.Result result = CommandLineHarness.run(
                "run", "--prompts=" + written, "--out=" + folder.resolve("out"), "--max-tokens=60");
        assertThat(result.exitCode()).as(result.err()).isIn(ExitCode.COMPLETE.number(), ExitCode.FAILED_ROWS.number());
        CommandLineHarness.requireSound(folder.resolve("out"), 3, 3);
    }

    @Test
    void export_runOfTheEmbeddedModel_countsTokensByItsVocabulary() throws IOException {
        run("out");

        Exports.write(folder.resolve("out"), "trl", folder.resolve("p.jsonl")).succeeded();

        assertThat(folder.resolve("p-report.json"))
                .content()
                .contains("\"counted\" : \"counted by the vocabulary of SmolLM2-135M-Instruct");
    }

    @Test
    void export_runOfAnotherModel_countsByTheVocabularyThatIsNamedOrEstimates() throws IOException {
        Path rows = StoredRows.write(folder.resolve("rows"), StoredRows.questions(5, i -> "Question " + i + "?"));
        Path vocabulary = ModelFiles.builder().build().resolve("");
        Path to = folder.resolve("p.jsonl");

        Exports.write(rows, "trl", to).succeeded();
        assertThat(folder.resolve("p-report.json")).content().contains("\"estimated by kinds of characters\"");
        Exports.write(rows, "trl", to, "--tokenizer=" + vocabulary).succeeded();
        assertThat(folder.resolve("p-report.json")).content().contains("\"counted by the vocabulary of SmolLM2-135M");
        assertThat(Exports.write(rows, "trl", to, "--tokenizer=" + prompts)
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("prompts.txt is not a GGUF file");
    }
}

package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return CommandLineHarness.run(CommandLineHarness.with(command("out"), "--batch", "--batch-poll=PT0.01S"), more);
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

    @Test
    void run_contrastInBatches_asksBothAnswersInOneBatch() throws IOException {
        List<String> contrast = List.of("run", "--method=contrast", "--prompts=" + prompts, "--model=" + stub.model());
        CommandLineHarness.run(contrast, "--out=" + folder.resolve("out"), "--batch", "--batch-poll=PT0.01S")
                .succeeded();

        assertThat(stub.singles()).isZero();
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.batches()).hasSize(1);
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        CommandLineHarness.run(contrast, "--out=" + folder.resolve("straight")).succeeded();
        assertThat(folder.resolve("out/pairs.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
    }

    @Test
    void run_interactionInBatches_sendsEachTurnOfAllRowsInOne() throws IOException {
        List<String> talk =
                List.of("run", "--method=interaction", "--turns=3", "--prompts=" + prompts, "--model=" + stub.model());
        CommandLineHarness.run(talk, "--out=" + folder.resolve("out"), "--batch", "--batch-poll=PT0.01S")
                .succeeded();

        assertThat(stub.singles()).isZero();
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.batches()).hasSize(3);
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        CommandLineHarness.run(talk, "--out=" + folder.resolve("straight")).succeeded();
        assertThat(folder.resolve("out/sft.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/sft.jsonl"));
    }

    @Test
    void status_batches_areShownWithTheirAge() {
        batch().succeeded();

        String shown = CommandLineHarness.run("status", folder.resolve("out").toString())
                .out();

        assertThat(shown.lines().filter(line -> line.startsWith("  batch constitution-")))
                .hasSize(3);
    }

    @Test
    void run_costOfBatches_isHalfOfThatOfCalls() throws IOException {
        Path prices = folder.resolve("prices.yaml");
        Files.writeString(
                prices, "as_of: 2026-11-30\nmodels:\n  \"" + stub.model() + "\": {input: 1, output: 2, batch: 0.5}\n");
        batch("--prices=" + prices, "--json").succeeded();
        CommandLineHarness.run(command("straight"), "--prices=" + prices, "--json")
                .succeeded();

        BigDecimal inBatches = cost("out");
        BigDecimal byCalls = cost("straight");

        assertThat(byCalls).isPositive();
        assertThat(inBatches.multiply(BigDecimal.valueOf(2))).isEqualByComparingTo(byCalls);
    }

    private BigDecimal cost(String out) {
        return CommandLineHarness.run("status", folder.resolve(out).toString(), "--json")
                .json()
                .at("/all_starts/cost_usd")
                .decimalValue();
    }

    @Test
    void dryRun_ofBatches_estimatesHalf() throws IOException {
        Path prices = folder.resolve("prices.yaml");
        Files.writeString(
                prices, "as_of: 2026-11-30\nmodels:\n  \"" + stub.model() + "\": {input: 1, output: 2, batch: 0.5}\n");
        List<String> dry = CommandLineHarness.with(command("dry"), "--prices=" + prices, "--dry-run", "--json");

        BigDecimal byCalls = expected(CommandLineHarness.run(dry));
        BigDecimal inBatches = expected(CommandLineHarness.run(dry, "--batch"));

        assertThat(byCalls).isPositive();
        assertThat(inBatches.multiply(BigDecimal.valueOf(2))).isEqualByComparingTo(byCalls);
    }

    private static BigDecimal expected(CommandLineHarness.Result dryRun) {
        return dryRun.succeeded().json().at("/total/expected/usd").decimalValue();
    }

    @Test
    void run_pairsWanted_beginsNoMoreThanAreNeeded() throws IOException {
        stub.items((id, request, asked) ->
                id.startsWith("r2-") || id.startsWith("r4-") ? BatchStub.Item.REFUSED : BatchStub.Item.ANSWERED);

        batch("--pairs=7").ended(ExitCode.FAILED_ROWS);

        assertThat(stub.singles()).isZero();
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.answered()).as("three calls for each of 7 pairs").isEqualTo(21);
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, 9);
        List<String> pairs = Files.readAllLines(folder.resolve("out/pairs.jsonl"));
        CommandLineHarness.run(command("straight"), "--limit=9").succeeded();
        List<String> all = new ArrayList<>(Files.readAllLines(folder.resolve("straight/pairs.jsonl")));
        all.removeIf(pair -> pair.contains("\"id\":\"p2\"") || pair.contains("\"id\":\"p4\""));
        assertThat(pairs).isEqualTo(all).hasSize(7);
    }

    @Test
    void run_modelWithoutBatches_isRefused() {
        CommandLineHarness.Result refused = CommandLineHarness.run(
                "run", "--prompts=" + prompts, "--out=" + folder.resolve("out"), "--model=ollama:any", "--batch");

        assertThat(refused.ended(ExitCode.USAGE).err()).contains("--batch: of ollama:any none has batches");
    }

    /** The command that is printed goes on, wherever batches were asked for. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void run_serverWithoutBatches_stopsAndPrintsTheCommandThatGoesOn(boolean byFile) throws IOException {
        stub.faults((call, count) -> call.equals("chat") ? BatchStub.Fault.NONE : BatchStub.Fault.UNKNOWN);
        Path config = Files.writeString(folder.resolve("run.yaml"), "batch: true\nbatch-size: 5\n");

        CommandLineHarness.Result stopped = CommandLineHarness.run(CommandLineHarness.with(
                command("out"),
                byFile ? "--config=" + config : "--batch",
                byFile ? "--batch" : "--batch-size=5",
                "--batch-rest",
                "calls",
                "--batch-poll=PT0.01S"));

        assertThat(stopped.ended(ExitCode.PARTIAL).out()).contains("without --batch the same command goes on");
        String line = stopped.out()
                .substring(stopped.out().indexOf("to go on:\n") + 10)
                .strip();
        assertThat(line).endsWith(" --batch=false").doesNotContain(" --batch ", "--batch-size", "--batch-rest");
        CommandLineHarness.run(List.of(line.split(" ")).subList(1, line.split(" ").length))
                .succeeded();
        requireDone();
    }

    @Test
    void run_sizeAndRestWithoutBatches_areRefusedWhereTheCommandLineBeginsARunWithThemAlone() throws IOException {
        Path config = Files.writeString(folder.resolve("run.yaml"), "batch-size: 5\nbatch-rest: calls\n");
        String[] misplaced = {"--batch-size=5", "--batch-rest=calls"};

        String said = CommandLineHarness.run(command("out"), misplaced)
                .ended(ExitCode.USAGE)
                .err();
        assertThat(said)
                .contains("--batch-size is of use only with --batch")
                .contains("--batch-rest is of use only with --batch");
        CommandLineHarness.run(command("said"), "--batch-size=5", "--batch=false")
                .succeeded();
        CommandLineHarness.run(command("file"), "--config=" + config).succeeded();
        String[] variable = CommandLineHarness.with(command("out"), "--limit=3").toArray(String[]::new);
        CommandLineHarness.run(Map.of("CONSTITUTION_RUN_BATCH_SIZE", "100"), variable)
                .succeeded();
        CommandLineHarness.run(command("out"), misplaced).succeeded();
        requireDone();
    }

    @Test
    void retry_ofARunWithASizeAndWithoutBatches_doesIt() throws IOException {
        Path config = Files.writeString(folder.resolve("run.yaml"), "batch-size: 5\n");
        stub.spoiling(request -> number(request) == 7);
        CommandLineHarness.run(command("out"), "--config=" + config).ended(ExitCode.FAILED_ROWS);
        stub.spoiling(request -> false);

        CommandLineHarness.run("retry", folder.resolve("out").toString(), "--kind=invalid_request")
                .succeeded();

        requireDone();
    }

    @Test
    void run_budgetForAFewRows_sendsWhatFitsAndStops() {
        CommandLineHarness.Result stopped = batch("--max-run-tokens=700", "--max-tokens=100");

        assertThat(stopped.ended(ExitCode.BUDGET).out()).contains("the budget of 700 tokens is used up");
        assertThat(stub.batches()).isNotEmpty();
        assertThat(stub.answered()).isLessThan(3 * ROWS);
        assertThat(16 * stub.answered()).isLessThan(700);

        batch("--max-tokens=100").succeeded();

        assertThat(stub.paidTwice()).isZero();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    /** A provider that takes no file that holds a request which it does not take, and names none. */
    private record RefusingForm(OpenAiForm form) implements BatchStub.Form {
        @Override
        public String call(String method, String path) {
            return form.call(method, path);
        }

        @Override
        public BatchStub.Reply answer(BatchStub stub, String call, String path, byte[] body) {
            BatchStub.Reply reply = form.answer(stub, call, path, body);
            return call.equals("create") && reply.body().contains("\"failed\",")
                    ? new BatchStub.Reply(400, "{\"error\":{\"message\":\"this request is not taken\"}}")
                    : reply;
        }

        @Override
        public String completion(JsonNode request) {
            return form.completion(request);
        }

        @Override
        public String model(String url) {
            return form.model(url);
        }
    }

    @Test
    void run_budgetForOneRowThatIsRefusedAtOnce_failsItAndGoesOn() {
        try (BatchStub refusing = new BatchStub(new RefusingForm(new OpenAiForm(false)))) {
            refusing.spoiling(request -> request.toString().contains("Question number 0?"));

            CommandLineHarness.Result ended = CommandLineHarness.run(
                    "run",
                    "--prompts=" + prompts,
                    "--out=" + folder.resolve("out"),
                    "--model=" + refusing.model(),
                    "--rounds=1",
                    "--batch",
                    "--batch-poll=PT0.01S",
                    "--limit=2",
                    "--max-tokens=2500",
                    "--max-run-tokens=4900");

            ended.ended(ExitCode.FAILED_ROWS);
            assertThat(refusing.answered()).isEqualTo(3);
        }
    }

    private CommandLineHarness.Result search(BatchStub without, int rows) throws IOException {
        return CommandLineHarness.run(
                "run",
                "--prompts=" + RunFolder.writePrompts(folder.resolve("many.jsonl"), 0, rows),
                "--out=" + folder.resolve("out"),
                "--model=" + without.model(),
                "--rounds=1",
                "--batch",
                "--batch-poll=PT0.01S");
    }

    private static int number(JsonNode request) {
        return Integer.parseInt(request.toString().replaceFirst("(?s).*?Question number (\\d+)\\?.*", "$1"));
    }

    /** More than a hundred batches are refused, for a few rows among very many that are taken. */
    @Test
    void run_fewRowsOfManySpoilTheirBatch_failAlone() throws IOException {
        try (BatchStub without = new BatchStub(new OpenAiForm(false))) {
            without.spoiling(request -> number(request) % 150 == 7);

            search(without, 2000).ended(ExitCode.FAILED_ROWS);

            assertThat(refused(without)).isGreaterThan(101);
            assertThat(without.answered()).isEqualTo(3 * (2000 - 14));
        }
    }

    private static long refused(BatchStub of) {
        return of.batches().stream().filter(batch -> !batch.fault.isEmpty()).count();
    }
}

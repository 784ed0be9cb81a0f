package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.PaidAnswers;
import dev.constitution.runner.testing.PaidAnswers.Sum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says that it took is what the server gave, to the token, whatever became of the answers and of the process. */
class AccountTest {
    private static final List<String> ROWS = List.of(
            "plain",
            "refused",
            "broken",
            "cached",
            "malformed",
            "truncated",
            "thought",
            "empty",
            "unavailable",
            "never");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private final PaidAnswers answers = new PaidAnswers();
    private Path prompts;
    private Path prices;
    private Path out;

    @BeforeEach
    void writeInput() throws IOException {
        server.answering(answers);
        out = folder.resolve("out");
        prompts = Files.writeString(
                folder.resolve("prompts.jsonl"),
                ROWS.stream()
                        .map(row -> JsonLines.of("id", row, "prompt", "What of the " + row + " row?"))
                        .collect(Collectors.joining()));
        prices = Files.writeString(
                folder.resolve("prices.yaml"),
                "as_of: 2025-12-31\nmodels:\n  \"openai-compatible:\": " + PaidAnswers.PRICES + "\n");
    }

    private List<String> command(Path to, String... more) {
        return CommandLineHarness.with(
                List.of(
                        "run",
                        "--prompts=" + prompts,
                        "--out=" + to,
                        "--model=" + server.model(),
                        "--prices=" + prices,
                        "--confirm",
                        "--judge-by=votes",
                        "--concurrency=1",
                        "--attempts=2"),
                more);
    }

    /** Runs in a process of its own, which is killed when the server has its n-th request from now on, unanswered. */
    private void killAt(int request, List<String> command) throws Exception {
        int awaited = server.requests() + request;
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        server.answering(next -> {
            if (next.number() < awaited) {
                return answers.answer(next);
            }
            reached.countDown();
            killed.await();
            return next.ownAnswer();
        });
        ChildRun run = ChildRun.start(folder, command);
        run.awaits(reached);
        assertThat(run.isAlive()).as(run.output()).isTrue();
        run.kill();
        killed.countDown();
        server.answering(answers);
    }

    private static void require(Sum given, JsonNode account) {
        assertThat(account.get("calls").longValue()).isEqualTo(given.calls());
        assertThat(account.get("input_tokens").longValue()).isEqualTo(given.input());
        assertThat(account.get("cached_tokens").longValue()).isEqualTo(given.cached());
        assertThat(account.get("output_tokens").longValue()).isEqualTo(given.output());
        assertThat(account.get("estimated_calls").longValue()).isZero();
        assertThat(account.get("cost_usd").decimalValue().stripTrailingZeros()).isEqualTo(given.cost());
    }

    /** {@code status} says what was given, in words and in JSON. */
    private static void requireStatus(Path of, Sum given) {
        require(
                given,
                CommandLineHarness.run("status", of.toString(), "--json").json().get("all_starts"));
        assertThat(CommandLineHarness.run("status", of.toString()).out())
                .contains(String.format(
                        Locale.ROOT, " for %,d tokens in (%,d tokens of them", given.input(), given.cached()))
                .contains(String.format(Locale.ROOT, " and %,d tokens out", given.output()));
    }

    @Test
    void run_everyOutcomeAndKills_countsWhatTheServerGave() throws Exception {
        List<String> command = command(out, "--rounds=1");
        for (int request : new int[] {5, 1, 9, 8, 13}) {
            killAt(request, command);
        }
        requireStatus(out, answers.given());

        // The budget knows it too: nothing more is sent.
        Sum spent = answers.given();
        String stopped = CommandLineHarness.run(command, "--max-run-tokens=" + spent.tokens())
                .ended(ExitCode.BUDGET)
                .out();
        assertThat(stopped).contains(String.format(Locale.ROOT, "%,d tokens are spent", spent.tokens()));
        assertThat(answers.given()).isEqualTo(spent);

        JsonNode summary = CommandLineHarness.run(command, "--json")
                .ended(ExitCode.FAILED_ROWS)
                .json();
        require(answers.given(), summary.get("all_starts"));
        require(answers.given().minus(spent), summary.get("this_start"));
        requireStatus(out, answers.given());
        assertThat(summary.at("/outcomes/failed/by").toString())
                .contains("\"refused\":1", "\"empty\":1", "\"truncated\":1", "\"malformed\":1");

        // A retry sets answers aside; they were paid for all the same.
        answers.mend();
        CommandLineHarness.run("retry", out.toString(), "--kind=truncated,empty,malformed")
                .ended(ExitCode.FAILED_ROWS);
        requireStatus(out, answers.given());
        CommandLineHarness.requireSound(out, ROWS.size(), ROWS.size());

        forkCountsItsOwnAnswersAlone(answers.given());
    }

    private void forkCountsItsOwnAnswersAlone(Sum before) throws Exception {
        Path two = folder.resolve("two");
        List<String> command = command(two, "--rounds=2", "--fork=" + out);
        for (int kill = 0; kill < 3; kill++) {
            killAt(4, command);
        }
        JsonNode summary = CommandLineHarness.run(command, "--json")
                .ended(ExitCode.FAILED_ROWS)
                .json();

        assertThat(summary.get("replayed").longValue()).isPositive();
        require(answers.given().minus(before), summary.get("all_starts"));
        requireStatus(two, answers.given().minus(before));
        requireStatus(out, before);
        CommandLineHarness.requireSound(two, ROWS.size(), ROWS.size());
        JsonNode shown = CommandLineHarness.run("show", two.toString(), "refused", "--json")
                .json();
        assertThat(shown.at("/calls/0/input_tokens").longValue()).isZero();
        assertThat(shown.at("/calls/0/cost_usd").decimalValue()).isEqualByComparingTo("0");
    }
}

package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why rows became no pair is said where a run is summed up, and what has to change before a retry can help. */
class ReasonsTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private String out() {
        return folder.resolve("out").toString();
    }

    private CommandLineHarness.Result run(String prompts, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("p.jsonl"), prompts);
        return CommandLineHarness.run(
                List.of(
                        "run",
                        "--prompts=" + file,
                        "--out=" + out(),
                        "--model=" + server.model(),
                        "--rounds=1",
                        "--attempts=1"),
                more);
    }

    private static String prompt(String id, String text) {
        return JsonLines.of("id", id, "prompt", text);
    }

    /** Rows of several ends: a pair, a good answer, two refused forms, a cut answer, a declined one, an unreadable one. */
    private CommandLineHarness.Result mixed(String... more) throws IOException {
        server.answering(request -> {
            if (request.says("Unasked")) {
                return ServerAnswer.of(
                        422,
                        "{\"detail\":[{\"loc\":[\"body\",\"colour\"],\"msg\":\"No \\u001b[31mcolour\\u001b[0m here\"}]}");
            } else if (request.says("Long?")) {
                return Completion.of("It goes on and").finish("length").sent();
            } else if (request.says("Forbidden?")) {
                return Completion.of("").finish("content_filter").sent();
            } else if (request.says("Good?") && request.says("<decision>")) {
                return Completion.of("All is well.\n<decision>keep</decision>").sent();
            }
            return request.ownAnswer();
        });
        return run(
                prompt("a", "Fine?") + prompt("b", "Unasked one?") + "not JSON\n" + prompt("c", "Good?")
                        + prompt("d", "Unasked two?") + prompt("e", "Long?") + prompt("f", "Forbidden?"),
                more);
    }

    @Test
    void run_rowsOfManyEnds_givesEachKindWithItsFirstRowAndWords() throws IOException {
        List<String> lines = mixed().ended(ExitCode.FAILED_ROWS).out().lines().toList();

        assertThat(lines.get(0))
                .startsWith("7 rows: 1 pair, 1 needed no revision, 0 rejected, 5 failed (invalid_request 2, ");
        assertThat(lines.subList(1, 6))
                .contains(
                        "  invalid_request 2, first in row 2 (b): body.colour: No \\u001b[31mcolour\\u001b[0m here",
                        "  truncated 1, row 6 (e): the answer was cut off at the token limit; raise the limit",
                        "  no_revision_needed 1, row 4 (c): the critic found nothing to revise in any step")
                .anySatisfy(line -> assertThat(line).startsWith("  bad_input 1, row 3, line 3: "))
                .anySatisfy(line -> assertThat(line).startsWith("  refused 1, row 7 (f): "));
    }

    @Test
    void run_rowsFailed_hintsWhatHasToChangeAndThePastedCommandDoesIt() throws IOException {
        CommandLineHarness.Result first = mixed();

        assertThat(first.out())
                .contains(
                        "truncated: needs a higher --max-tokens, for example 10, twice the limit that was met",
                        "refused: nothing to retry",
                        "bad_input: nothing to retry; correct the rows",
                        "invalid_request: mend what the server says: body.colour: No")
                .endsWith("to do the failed rows again:\n  constitution retry " + out()
                        + " --kind invalid_request,truncated --max-tokens 10" + System.lineSeparator());

        server.answering(ServerRequest::ownAnswer);
        CommandLineHarness.Result retried =
                CommandLineHarness.run("retry", out(), "--kind", "invalid_request,truncated", "--max-tokens", "10");

        assertThat(retried.out()).startsWith("7 rows: 4 pairs, 1 needed no revision, 0 rejected, 2 failed");
        CommandLineHarness.requireSound(folder.resolve("out"), 7, 7);
    }

    @Test
    void run_limitGiven_hintsTwiceTheLimitWhereTheServerCountsFewer() throws IOException {
        server.answerWith(Completion.of("It goes on and").finish("length").sent());

        assertThat(run(prompt("a", "Long?"), "--max-tokens=512").out()).contains("--kind truncated --max-tokens 1024");
        assertThat(CommandLineHarness.run("status", out()).out()).contains("--kind truncated --max-tokens 1024");
    }

    @Test
    void run_aPageInPlaceOfEveryAnswer_saysThatTheAddressOrServerHasToChange() throws IOException {
        server.answerWith(ServerAnswer.of(200, "<html><body>Welcome</body></html>"));

        assertThat(run(prompt("a", "1?") + prompt("b", "2?") + prompt("c", "3?") + prompt("d", "4?"))
                        .out())
                .contains("another address or model is another run, with an --out of its own")
                .contains(
                        "malformed: do them again; where all answers are so, the server or its address has to change");
    }

    @Test
    void run_onlyRefusedRows_offersNoRetry() throws IOException {
        server.answerWith(Completion.of("").finish("content_filter").sent());

        assertThat(run(prompt("a", "Forbidden?")).out())
                .contains("refused: nothing to retry")
                .doesNotContain("constitution retry");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | the prompt is longer than the context length | too_long: needs a larger context",
                "500 | out of order | unavailable: nothing has to change; do them again",
            })
    void run_failure_hintsInOneSentence(int status, String message, String hint) throws IOException {
        server.answering(request -> request.says("Fine?") ? request.ownAnswer() : ServerAnswer.error(status, message));

        assertThat(run(prompt("a", "Fine?") + prompt("b", "Bad?")).out())
                .contains("row 2 (b): " + message, "  " + hint);
    }

    @Test
    void statusAndJson_ofTheSameRun_giveTheSameReasons() throws IOException {
        JsonNode closing = mixed("--json").json();
        String status = CommandLineHarness.run("status", out()).succeeded().out();
        JsonNode json = CommandLineHarness.run("status", out(), "--json").json();

        assertThat(status)
                .contains("first in row 2 (b): body.colour: No", "row 4 (c): the critic found nothing to revise")
                .contains("before a retry:", "--kind invalid_request,truncated --max-tokens 10");
        assertThat(json.get("reasons")).isEqualTo(closing.get("reasons")).hasSize(5);
        JsonNode reason = json.get("reasons").get(0);
        assertThat(reason.get("outcome").textValue()).isEqualTo("failed");
        assertThat(reason.get("by").textValue()).isEqualTo("invalid_request");
        assertThat(reason.get("rows").longValue()).isEqualTo(2);
        assertThat(reason.get("first_row").longValue()).isEqualTo(2);
        assertThat(reason.get("first_id").textValue()).isEqualTo("b");
        assertThat(reason.get("words").textValue()).doesNotContain("\u001b").startsWith("body.colour: No ");
        assertThat(reason.get("before_retry").textValue()).startsWith("mend what the server says: ");
        assertThat(json.get("retry").textValue()).endsWith("--max-tokens 10");
    }

    @Test
    void judge_failedRows_areToldWithTheirReasons() throws IOException {
        server.answerWith(ServerAnswer.error(400, "no such parameter: logprobs"));
        Path pairs = Files.writeString(
                folder.resolve("pairs.jsonl"),
                JsonLines.of("prompt", "Which?", "chosen", "This.", "rejected", "That."));

        CommandLineHarness.Result judged = CommandLineHarness.run(
                "judge", "--pairs=" + pairs, "--out=" + out(), "--model=" + server.model(), "--attempts=1");

        assertThat(judged.out())
                .contains("  invalid_request 1, row 1 (", "no such parameter: logprobs", "before a retry:")
                .doesNotContain("--max-tokens");
    }
}

package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs on inputs that are damaged or hold what trips programs up; each folder is verified. */
class InputFaultsTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private List<String> command(Path prompts) {
        return List.of(
                "run",
                "--prompts=" + prompts,
                "--model=" + server.model(),
                "--out=" + out(prompts),
                "--rounds=1",
                "--concurrency=3");
    }

    private static Path out(Path prompts) {
        return prompts.resolveSibling("out of " + prompts.getFileName());
    }

    /** Runs it, verifies that all rows are accounted for, and returns the pairs. */
    private List<JsonNode> pairs(Path prompts, int rows, int failed) throws IOException {
        CommandLineHarness.run(command(prompts)).ended(failed == 0 ? ExitCode.COMPLETE : ExitCode.FAILED_ROWS);
        CommandLineHarness.requireSound(out(prompts), rows, rows);
        List<JsonNode> pairs = JsonLines.read(out(prompts).resolve("pairs.jsonl"));
        assertThat(pairs).hasSize(rows - failed);
        return pairs;
    }

    private static List<OutcomeRecord> failures(Path prompts) throws IOException {
        List<OutcomeRecord> failures = new ArrayList<>();
        try (RunStore store = RunStore.openExisting(out(prompts))) {
            store.outcomes(0).forEachRemaining(outcome -> {
                if (outcome.kind() == OutcomeKind.FAILED) {
                    failures.add(outcome);
                }
            });
        }
        return failures;
    }

    private static String text(JsonNode turns, int turn) {
        return turns.get(turn).get("content").textValue();
    }

    @Test
    void run_badLines_areRecordedWithTheirNumbersAndTheOthersRun() throws Exception {
        Path prompts = write("p.jsonl", """
                {"id":"a","prompt":"One?"}
                not json
                {"id":"b","prompt":"Two?"}
                {"id":"c","messages":[{"role":"assistant","content":"I speak last"}]}
                {"id":"d","prompt":""}
                """ + "\0\0\0\n");

        List<JsonNode> pairs = pairs(prompts, 6, 4);

        assertThat(pairs).extracting(pair -> pair.get("id").textValue()).containsExactly("a", "b");
        assertThat(failures(prompts))
                .extracting(OutcomeRecord::id)
                .containsExactly("line-2", "line-4", "line-5", "line-6");
        assertThat(failures(prompts)).allSatisfy(outcome -> {
            assertThat(outcome.detail()).isEqualTo("bad_input");
            assertThat(outcome.json()).contains("\"line\":" + outcome.id().substring("line-".length()), "message");
        });
    }

    @Test
    void run_badLinesUnderStrict_areAllNamedAndNothingIsSent() throws Exception {
        Path prompts = write("p.jsonl", "{\"prompt\":\"One?\"}\nnot json\n{\"prompt\":\"Two?\"}\n[]\n");

        CommandLineHarness.Result result =
                CommandLineHarness.run(command(prompts), "--strict").ended(ExitCode.USAGE);

        assertThat(result.err()).contains(prompts + ":2: ", prompts + ":4: ");
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF%s\n%s\n", "%s\r\n%s\r\n", "%s\n%s", "\n%s\n\n \n%s\n\n"})
    void run_marksAndLineEnds_giveTheSameRows(String form) throws Exception {
        String one = "{\"prompt\":\"One\u2028 more\u0085?\"}";
        String two = "{\"prompt\":\"Two\u2029?\"}";
        Path plain = write("plain.jsonl", one + "\n" + two + "\n");
        Path other = write("other.jsonl", form.formatted(one, two));

        List<JsonNode> expected = pairs(plain, 2, 0);

        assertThat(pairs(other, 2, 0)).isEqualTo(expected);
        assertThat(text(expected.get(0).get("prompt"), 0)).isEqualTo("One\u2028 more\u0085?");
        assertThat(server.answeredAgain()).isEqualTo(server.answers() / 2);
    }

    @Test
    void run_loneSurrogates_areKeptInPromptsIdsAndAnswers() throws Exception {
        Path prompts = write("p.jsonl", """
                {"id":"x\\ud800","prompt":"odd \\udc00 \\ud83d\\ude00","topic":"m\\udfff"}
                {"prompt":"without an id \\ud800"}
                """);
        server.answering(
                request -> Completion.of("half \ud83d of " + request.ownText()).sent());

        JsonNode pair = pairs(prompts, 2, 0).get(0);

        assertThat(text(pair.get("prompt"), 0)).isEqualTo("odd \udc00 \ud83d\ude00");
        assertThat(text(pair.get("chosen"), 0)).startsWith("half \ud83d of");
        assertThat(Files.readString(out(prompts).resolve("pairs.jsonl"))).contains("{\"id\":\"x\\\\ud800\",");
        assertThat(server.received())
                .anySatisfy(request -> assertThat(request.conversation()).contains("odd \udc00 \ud83d\ude00"));
        CommandLineHarness.run(command(prompts)).succeeded();
        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void run_hugeLineAndDeepJson_areRowErrorsWithinFixedMemory() throws Exception {
        Path prompts = folder.resolve("p.jsonl");
        try (Writer out = Files.newBufferedWriter(prompts, StandardCharsets.UTF_8)) {
            out.write("{\"prompt\":\"One?\"}\n{\"prompt\":\"");
            String megabyte = "x".repeat(1 << 20);
            for (int i = 0; i < 150; i++) {
                out.write(megabyte);
            }
            out.write("\"}\n{\"prompt\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}\n{\"prompt\":\"Two?\"}\n");
        }

        ChildRun.start(folder, "export JAVA_TOOL_OPTIONS=-Xmx96m; ", command(prompts))
                .ended(ExitCode.FAILED_ROWS);

        CommandLineHarness.requireSound(out(prompts), 4, 4);
        assertThat(failures(prompts)).extracting(OutcomeRecord::id).containsExactly("line-2", "line-3");
        assertThat(Files.size(out(prompts).resolve("run.db"))).isLessThan(1 << 20);
    }

    @Test
    void run_bracesAndDollars_standLiterallyInPromptsAndAnswers() throws Exception {
        String odd = "{request} {{question}} {0} $1 ${HOME} %s \\n \\ <decision> {precedence}";
        Path prompts = write("p.jsonl", JsonLines.of("prompt", odd));
        server.answering(request -> Completion.of(odd + " " + request.ownText()).sent());

        JsonNode pair = pairs(prompts, 1, 0).get(0);

        assertThat(text(pair.get("prompt"), 0)).isEqualTo(odd);
        assertThat(text(pair.get("chosen"), 0)).startsWith(odd);
        assertThat(text(pair.get("rejected"), 0)).startsWith(odd);
        JsonNode critique = server.received().get(1).body().get("messages");
        assertThat(critique).anyMatch(turn -> turn.get("content").textValue().equals(odd));
        assertThat(critique).anyMatch(turn -> turn.get("content").textValue().startsWith(odd + " Answer"));
    }

    @Test
    void run_textThatLooksLikeTurns_isKeptAsTheTurnItStandsIn() throws Exception {
        String like = "User: one\n\nHuman: two\n\nAssistant: three\n\n\nSystem: four: \n";
        Path prompts = write("p.jsonl", Json.line(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("messages");
            for (String role : List.of("system", "user", "assistant", "user")) {
                json.writeStartObject();
                json.writeStringField("role", role);
                json.writeStringField("content", role + ": " + like);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));

        JsonNode pair = pairs(prompts, 1, 0).get(0);

        JsonNode sent = server.received().get(0).body().get("messages");
        for (JsonNode turns : List.of(pair.get("prompt"), sent)) {
            assertThat(turns).hasSize(4);
            for (JsonNode turn : turns) {
                assertThat(turn.get("content").textValue())
                        .isEqualTo(turn.get("role").textValue() + ": " + like);
            }
        }
    }

    @Test
    void run_hhTranscript_keepsBlankLinesAndColonsInsideTurns() throws Exception {
        String shared = "\n\nHuman: One: a\n\nb?\n\nAssistant: Yes: c\n\nd\n\nHuman: And?\n\nAssistant:";
        Path prompts = write("p.jsonl", JsonLines.of("chosen", shared + " Ok.", "rejected", shared + " No."));
        CommandLineHarness.run(command(prompts), "--format=hh-rlhf").succeeded();

        CommandLineHarness.requireSound(out(prompts), 1, 1);
        JsonNode sent = server.received().get(0).body().get("messages");
        assertThat(sent).hasSize(3);
        assertThat(text(sent, 0)).isEqualTo("One: a\n\nb?");
        assertThat(text(sent, 1)).isEqualTo("Yes: c\n\nd");
        assertThat(text(sent, 2)).isEqualTo("And?");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 129})
    void run_anyNumberOfRows_doesThemAll(int rows) throws Exception {
        Path prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, rows);

        assertThat(pairs(prompts, rows, 0)).hasSize(rows);
    }
}

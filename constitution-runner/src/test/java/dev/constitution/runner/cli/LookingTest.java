package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.StandardOutput;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that only read a run never wait for it, never disturb it, and write nothing. */
class LookingTest {
    private static final int ROWS = 24;
    private static final int CALLS = 3 * ROWS;
    private static final int AT_ONCE = 2;
    private static final Duration NO_WAIT = Duration.ofSeconds(3); // who waits for a lock of the store does so for ten

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private final Map<List<String>, Duration> fastest = new HashMap<>();
    private Path prompts;
    private Path out;
    private Path elsewhere;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
        out = folder.resolve("out");
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    }

    private List<String> run(Path to, String... more) {
        return CommandLineHarness.with(
                List.of(
                        "run",
                        "--prompts=" + prompts,
                        "--out=" + to,
                        "--model=" + server.model(),
                        "--rounds=1",
                        "--concurrency=" + AT_ONCE),
                more);
    }

    /** Every command that only reads a run. */
    private List<List<String>> looks() {
        String run = out.toString();
        return List.of(
                List.of("status", run, "--json"),
                List.of("status", run),
                List.of("verify", run),
                List.of("show", run, "--row=1", "--json"),
                List.of("export", run, "--format=native", "--to=" + elsewhere.resolve("pairs.jsonl")),
                List.of("export", run, "--format=hf", "--to=" + elsewhere.resolve("hf")),
                List.of("report", run, "--out=" + elsewhere.resolve("report.html")),
                List.of("label", "status", run, "--json"),
                List.of("label", "export", run, "--out=" + elsewhere.resolve("labels.jsonl")),
                List.of("principles", "lint", elsewhere.resolve("set.yaml").toString(), "--experiment=" + run));
    }

    private void writeSet() throws IOException {
        Files.writeString(
                elsewhere.resolve("set.yaml"),
                CommandLineHarness.run("principles", "show", "cai-16", "--yaml")
                        .succeeded()
                        .out());
    }

    /** Looks, and notes how long it took. */
    private CommandLineHarness.Result timed(List<String> look) {
        long begun = System.nanoTime();
        CommandLineHarness.Result result = CommandLineHarness.run(look);
        fastest.merge(look, Duration.ofNanos(System.nanoTime() - begun), (a, b) -> a.compareTo(b) < 0 ? a : b);
        // To verify tells, too, that the run is not finished.
        return look.get(0).equals("verify") && result.exitCode() == ExitCode.PARTIAL.number()
                ? result
                : result.succeeded();
    }

    /** The fastest of each command's looks: how long others take says more of the machine. */
    private void requireThatNoneWaited() {
        assertThat(fastest.values())
                .isNotEmpty()
                .allSatisfy(time -> assertThat(time).isLessThan(NO_WAIT));
    }

    private void requireInOrder(Path pairs, long done) throws IOException {
        List<JsonNode> lines = JsonLines.read(pairs);
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode line : lines) {
            numbers.add(Integer.parseInt(line.get("id").textValue().replaceAll("\\D", "")));
        }
        assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo((int) done);
    }

    @Test
    void look_besideARun_isCorrectAtOnceAndLeavesTheRunAsItIs() throws Exception {
        writeSet();
        CommandLineHarness.run(run(folder.resolve("alone"))).succeeded();
        server.hold().allow(2 * AT_ONCE);
        int before = server.requests();
        ChildRun child = ChildRun.start(folder, run(out));
        server.awaitRequests(CALLS + AT_ONCE);

        long finished = 0;
        int looked = 0;
        while (child.isAlive()) {
            for (List<String> look : looks()) {
                CommandLineHarness.Result result = timed(look);
                boolean isBeside = child.isAlive() && server.requests() - before < CALLS;
                if (isBeside) {
                    assertThat(result.err()).contains(out + ": a process is working on this run");
                    looked++;
                }
                if (look.contains("--json") && look.get(0).equals("status")) {
                    JsonNode status = result.json();
                    assertThat(status.get("finished").asLong()
                                    + status.get("left").asLong())
                            .isEqualTo(ROWS);
                    assertThat(status.get("finished").asLong()).isGreaterThanOrEqualTo(finished);
                    assertThat(status.get("at_work").asBoolean() || !isBeside).isTrue();
                    finished = status.get("finished").asLong();
                } else if (look.get(0).equals("verify")) {
                    assertThat(result.out()).endsWith("sound" + System.lineSeparator());
                } else if (look.contains("--format=native")) {
                    requireInOrder(elsewhere.resolve("pairs.jsonl"), ROWS);
                    if (isBeside) {
                        assertThat(result.out())
                                .contains("the run is not complete: ")
                                .contains(" of 24 rows done");
                    }
                }
            }
            server.allow(CALLS / 5);
            child.endsWithin(Duration.ofMillis(300));
        }

        child.succeeded();
        requireThatNoneWaited();
        assertThat(looked).isGreaterThan(2 * looks().size());
        assertThat(server.requests() - before).isEqualTo(CALLS);
        for (String name : List.of("pairs.jsonl", "sft.jsonl", "data-report.json")) {
            assertThat(out.resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("alone").resolve(name));
        }
        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }

    /** A reader of one moment, while the run goes on, writes more than its log holds before it is cleared, and ends. */
    @Test
    void look_whileARunGoesOnAndEnds_keepsItsMoment() throws Exception {
        server.answering(request ->
                Completion.of("long ".repeat(20_000) + request.number()).sent());
        CommandLineHarness.run(run(out, "--limit=2")).succeeded();

        try (StoreView view = StoreView.of(out)) {
            ChildRun.start(folder, run(out)).succeeded();

            assertThat(view.outcomes().total()).isEqualTo(2);
            assertThat(view.allCalls())
                    .toIterable()
                    .hasSize(6)
                    .allMatch(call -> call.call().intact() != null);
            assertThat(view.integrityFaults()).isEmpty();
        }
        CommandLineHarness.requireSound(out, ROWS, ROWS);
        ChildRun.start(folder, run(out)).succeeded();
    }

    /** Many starts, with somebody who looks all the time. */
    @Test
    void start_besideALook_isNeverRefused() throws Exception {
        CommandLineHarness.run(run(out, "--limit=1")).succeeded();
        for (int limit = 2; limit < 5; limit++) {
            ChildRun child = ChildRun.start(folder, run(out, "--limit=" + limit));
            do {
                timed(List.of("status", out.toString(), "--json"));
            } while (child.isAlive());
            child.succeeded();
        }
        requireThatNoneWaited();
    }

    /** A run that was killed after so many answers. */
    private void killed(int answers) throws Exception {
        server.hold().allow(answers);
        ChildRun child = ChildRun.start(folder, run(out));
        server.awaitRequests(answers + AT_ONCE);
        child.kill();
        server.allowAll();
    }

    @Test
    void look_atAKilledRun_countsEveryAnswerAndChangesNoByte() throws Exception {
        writeSet();
        killed(CALLS / 2);
        Map<String, String> before = FolderBytes.of(out);

        for (List<String> look : looks()) {
            CommandLineHarness.Result result = CommandLineHarness.run(look);
            if (!look.get(0).equals("verify")) {
                result.succeeded();
            }
            if (look.contains("status")
                    && look.contains("--json")
                    && look.get(0).equals("status")) {
                assertThat(result.json().at("/all_starts/calls").asLong()).isEqualTo(CALLS / 2);
                assertThat(result.json().get("at_work").asBoolean()).isFalse();
            }
        }

        assertThat(FolderBytes.of(out)).isEqualTo(before);
        CommandLineHarness.run(run(out)).succeeded();
        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }

    /** A fork takes the answers of a run that goes on. */
    @Test
    void fork_ofARunThatGoesOn_takesWhatItHas() throws Exception {
        server.hold().allow(CALLS / 2);
        ChildRun child = ChildRun.start(folder, run(out));
        server.awaitRequests(CALLS / 2 + AT_ONCE);
        server.allowAll();

        CommandLineHarness.run(run(folder.resolve("fork"), "--fork=" + out)).succeeded();

        child.succeeded();
        CommandLineHarness.requireSound(out, ROWS, ROWS);
        CommandLineHarness.requireSound(folder.resolve("fork"), ROWS, ROWS);
    }

    /** Shell commands after which a folder may only be read by what follows, in a name space of its own. */
    private static String readOnly(Path where) {
        return "set -- unshare -rm bash -c 'mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"' '"
                + where + "' \"$@\";";
    }

    private static void requireReadOnlyMounts(Path where) throws IOException, InterruptedException {
        Process tried;
        try {
            tried = new ProcessBuilder(
                            "bash", "-c", readOnly(where) + "exec \"$@\"", "bash", "test", "!", "-w", "" + where)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no shell");
            return;
        }
        assumeTrue(
                tried.waitFor(1, TimeUnit.MINUTES) && tried.exitValue() == 0,
                "nothing can be mounted for reading alone here");
    }

    @Test
    void look_onAFileSystemThatMayOnlyBeRead_isTheSame() throws Exception {
        Path frozen = Files.createDirectory(folder.resolve("frozen"));
        requireReadOnlyMounts(frozen);
        writeSet();
        out = frozen.resolve("killed");
        killed(CALLS / 2);
        ChildRun.start(folder, readOnly(frozen), List.of("status", out.toString()))
                .succeeded();
        assertThat(ChildRun.start(folder, readOnly(frozen), List.of("status", out.toString(), "--json"))
                        .succeeded()
                        .output())
                .contains("\"calls\":" + CALLS / 2);
        Files.deleteIfExists(out.resolve("run.db-shm"));
        assertThat(ChildRun.start(folder, readOnly(frozen), List.of("status", out.toString(), "--json"))
                        .succeeded()
                        .output())
                .contains("\"calls\":" + CALLS / 2);
        out = frozen.resolve("complete");
        CommandLineHarness.run(run(out)).succeeded();

        for (List<String> look : looks()) {
            ChildRun.start(folder, readOnly(frozen), look).succeeded();
        }

        assertThat(JsonLines.read(elsewhere.resolve("pairs.jsonl"))).isNotEmpty();
        ChildRun.start(folder, readOnly(frozen), run(folder.resolve("fork"), "--fork=" + out))
                .succeeded();
    }

    @Test
    void write_whereNothingCanBeWritten_endsWithTheStorageCodeAndNamesTheTarget() throws Exception {
        Path frozen = Files.createDirectory(folder.resolve("frozen"));
        requireReadOnlyMounts(frozen);
        writeSet();
        out = frozen.resolve("out");
        CommandLineHarness.run(run(out, "--limit=2")).succeeded();
        Path labels = Files.writeString(elsewhere.resolve("labels.jsonl"), "{}\n");
        String run = out.toString();
        Path target = frozen.resolve("made/target");
        Map<String, String> before = FolderBytes.of(frozen);

        for (List<String> writing : List.of(
                List.of("export", run, "--format=native", "--to=" + target),
                List.of("export", run, "--format=native", "--test-share=0.5", "--to=" + frozen.resolve("target.jsonl")),
                List.of("export", run, "--format=hf", "--to=" + target),
                List.of("report", run),
                List.of("report", run, "--out=" + target),
                List.of("label", "export", run, "--out=" + target),
                List.of("label", "import", run, labels.toString()),
                List.of("label", "serve", run),
                List.of("principles", "import", "" + elsewhere.resolve("paper.json"), "--to=" + target),
                List.of("verify", "--repair", run),
                run(target),
                run(out))) {
            Files.writeString(
                    elsewhere.resolve("paper.json"),
                    "[{\"critique_request\": \"What is harmful?\", \"revision_request\": \"Rewrite it.\", \"name\": \"one\"}]");
            ChildRun child = ChildRun.start(folder, readOnly(frozen), writing);

            assertThat(child.endsWithin(Duration.ofMinutes(1))).as("" + writing).isTrue();
            assertThat(child.output())
                    .as("" + writing)
                    .contains(frozen.toString())
                    .contains("cannot be");
            child.ended(ExitCode.STORAGE);
        }
        assertThat(FolderBytes.of(frozen)).isEqualTo(before);
        assertThat(target.getParent()).doesNotExist();
    }

    private List<String> printing(String command) throws IOException {
        if (!Files.exists(out)) {
            CommandLineHarness.run(run(out, "--limit=2")).succeeded();
        }
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ")) {
            words.add(word.replace("OUT", out.toString()));
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status OUT --json",
                "show OUT --row=1",
                "export OUT --format=native --to=-",
                "principles show cai-16",
                "cost --json",
                "--help"
            })
    void print_standardOutputFullOrClosed_isSaidOrQuiet(String command) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no device that is full");
        ChildRun full =
                ChildRun.start(folder, "exec > /dev/full;", printing(command)).ended(ExitCode.STORAGE);
        assertThat(full.output()).contains("standard output: cannot be written");

        ChildRun closed = ChildRun.start(folder, "exec > >(exec true);", printing(command));
        assertThat(closed.endsWithin(Duration.ofMinutes(1))).isTrue();
        assertThat(closed.exitCode()).as(closed.output()).isEqualTo(StandardOutput.CLOSED);
        assertThat(closed.output()).doesNotContain("Broken pipe").doesNotContain("cannot be written");
    }

    @Test
    void run_standardOutputClosed_endsAsItWouldHave() throws Exception {
        ChildRun.start(folder, "exec > >(exec true);", run(out)).succeeded();

        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }
}

package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.runner.testing.StandardInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run's folder holds all that the run needs, and nothing but the run's own starts changes it. */
class OwnFolderTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path out() {
        return folder.resolve("out");
    }

    private static String prompts(String word, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> JsonLines.of("id", "p" + i, "prompt", word + " number " + i + "?"))
                .collect(Collectors.joining());
    }

    private List<String> run(String prompts, String... more) {
        return CommandLineHarness.with(
                List.of(
                        "run",
                        "--prompts=" + prompts,
                        "--out=" + out(),
                        "--model=" + server.model(),
                        "--rounds=1",
                        "--concurrency=1"),
                more);
    }

    private CommandLineHarness.Result piped(String text, String... more) throws Exception {
        return StandardInput.holding(text, () -> CommandLineHarness.run(run("-", more)));
    }

    @Test
    void run_inputOverwrittenOnTheWay_makesEveryRowOfTheFirstInput() throws Exception {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), prompts("Why", 300));
        server.hold();
        ChildRun run = ChildRun.start(folder, run(prompts.toString()));
        server.awaitRequests(1);
        Files.writeString(prompts, prompts("How", 300));
        server.allowAll();
        run.succeeded();

        List<String> pairs = Files.readAllLines(out().resolve("sft.jsonl"));
        assertThat(pairs).hasSize(300).allMatch(line -> line.contains("Why number"));
        CommandLineHarness.requireSound(out(), 300, 300);
        assertThat(CommandLineHarness.run(run(prompts.toString()))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("the content of --prompts was");
    }

    @Test
    void start_refusedWithOtherStandardInput_changesNothingHoweverOften() throws Exception {
        piped(prompts("Why", 3), "--limit=2").succeeded();
        Map<String, String> bytes = FolderBytes.of(out());

        for (String word : List.of("How", "When", "Where")) {
            assertThat(piped(prompts(word, 3)).ended(ExitCode.USAGE).err()).contains("the content of --prompts was");
            assertThat(FolderBytes.of(out())).isEqualTo(bytes);
        }

        piped(prompts("Why", 3)).succeeded();
        CommandLineHarness.requireSound(out(), 3, 3);
        assertThat(server.answeredAgain()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seed=9",
                "--prompts=nowhere.jsonl",
                "--constitution=nowhere.yaml",
                "--fork=nowhere",
                "--prices=nowhere.yaml",
                "--select=nothing",
                "--gate=nothing",
                "--rpm=0"
            })
    void start_refusedOnAKilledRun_changesNothing(String fault) throws Exception {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), prompts("Why", 4));
        server.hold().allow(5);
        ChildRun killed = ChildRun.start(folder, run(prompts.toString()));
        server.awaitRequests(6);
        killed.kill();
        server.allowAll();
        Map<String, String> bytes = FolderBytes.of(out());
        assertThat(bytes).containsKey("run.db-wal");
        for (boolean hasShared : List.of(true, false)) {
            if (!hasShared) { // as in a folder that was copied without it
                Files.deleteIfExists(out().resolve("run.db-shm"));
                bytes = FolderBytes.of(out());
            }

            CommandLineHarness.run(run(prompts.toString(), fault)).ended(ExitCode.USAGE);

            assertThat(FolderBytes.of(out())).isEqualTo(bytes);
        }
        CommandLineHarness.run(run(prompts.toString())).succeeded();
        CommandLineHarness.requireSound(out(), 4, 4);
        assertThat(server.answeredAgain()).isLessThanOrEqualTo(1);
    }

    /** A row that fails is cut off at the token limit. */
    private static ServerAnswer oneCut(ServerRequest request) {
        return request.says("number 1?") ? Completion.of("Cut").finish("length").sent() : request.ownAnswer();
    }

    private void failOne(Path prompts, Path constitution) throws Exception {
        server.answering(OwnFolderTest::oneCut);
        StandardInput.holding(
                Files.readString(prompts),
                () -> CommandLineHarness.run(run("-", "--constitution=" + constitution))
                        .ended(ExitCode.FAILED_ROWS));
        server.answering(ServerRequest::ownAnswer);
    }

    @Test
    void moved_folderOfPipedPrompts_isVerifiedShownExportedAndRetriedThere() throws Exception {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), prompts("Why", 3));
        Path house = Files.writeString(
                folder.resolve("house.yaml"),
                "id: house\nprinciples:\n- id: kind\n  norm: A good answer is kind to people.\n");
        failOne(prompts, house);
        Path moved = folder.resolve("elsewhere");
        Folders.copy(out(), moved);
        Folders.clear(out());
        Files.delete(out());
        Files.delete(prompts);
        Files.writeString(house, "id: house\nprinciples:\n- id: mean\n  norm: A good answer is mean to people.\n");

        CommandLineHarness.requireSound(moved, 3, 3);
        CommandLineHarness.run("show", moved.toString(), "p1").succeeded();
        CommandLineHarness.run("export", moved.toString(), "--format=trl", "--to=" + folder.resolve("trl.jsonl"))
                .succeeded();
        int before = server.requests();
        CommandLineHarness.run("retry", moved.toString(), "--kind=truncated").succeeded();

        assertThat(server.requests()).isGreaterThan(before);
        assertThat(server.received().subList(before, server.requests()))
                .noneMatch(request -> request.says("mean to people"));
        CommandLineHarness.requireSound(moved, 3, 3);
        assertThat(out()).doesNotExist();
    }

    @Test
    void retry_thatCannotRun_setsNothingAside() throws Exception {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), prompts("Why", 3));
        Path house = Files.writeString(
                folder.resolve("house.yaml"),
                "id: house\nprinciples:\n- id: kind\n  norm: A good answer is kind to people.\n");
        failOne(prompts, house);
        Path copy = out().resolve("prompts");
        byte[] kept = Files.readAllBytes(copy);
        Files.writeString(copy, prompts("How", 3));
        Map<String, String> bytes = FolderBytes.of(out());

        assertThat(CommandLineHarness.run("retry", out().toString(), "--kind=truncated")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("is not the input of this run any more");
        assertThat(FolderBytes.of(out())).isEqualTo(bytes);

        Files.write(copy, kept);
        bytes = FolderBytes.of(out());
        CommandLineHarness.run("retry", out().toString(), "--kind=unavailable").ended(ExitCode.USAGE);
        CommandLineHarness.run("retry", out().toString(), "--kind=truncated", "--max-tokens=-1")
                .ended(ExitCode.USAGE);
        assertThat(FolderBytes.of(out())).isEqualTo(bytes);
        Files.delete(house);
        CommandLineHarness.run("retry", out().toString(), "--kind=truncated").succeeded();
        CommandLineHarness.requireSound(out(), 3, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?x=y", "file:x", "a#b", "a%20b", "a b", "-x", ":memory:", "é ü", "a;b&c"})
    void run_folderOfAnOddName_isAFolderOfThatName(String name) throws IOException {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), prompts("Why", 2));
        Path odd = folder.resolve(name);
        List<String> command =
                List.of("run", "--prompts=" + prompts, "--out=" + odd, "--model=" + server.model(), "--rounds=1");

        CommandLineHarness.run(command, "--limit=1").succeeded();
        Files.writeString(odd.resolve("prompts-killed.partial"), "what a killed start has left");
        CommandLineHarness.run(command).succeeded();

        CommandLineHarness.requireSound(odd, 2, 2);
        assertThat(Folders.files(odd).stream().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder(
                        "run.db",
                        "run.db-wal",
                        "run.db-shm",
                        "run.lock",
                        "prompts",
                        "pairs.jsonl",
                        "sft.jsonl",
                        "data-report.json");
        assertThat(server.answeredAgain()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OUT/run.db",
                "OUT/RUN.DB",
                "OUT/prompts",
                "OUT/Pairs.jsonl",
                "OUT/sft.jsonl",
                "OUT/run.lock",
                "OUT/answers-1.log",
                "OUT/data.jsonl",
                "OUT/pairs.jsonl.partial",
                "OUT/../out/run.db",
                "LINKED/run.db",
                "link-to-pairs",
                "link-to-log",
                "p.jsonl",
                "OTHER/pairs.jsonl"
            })
    void export_ontoAFileOfARun_isRefused(String name) throws IOException {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), prompts("Why", 2));
        CommandLineHarness.run(run(prompts.toString())).succeeded();
        Path other = folder.resolve("other");
        Folders.copy(out(), other);
        Files.createSymbolicLink(folder.resolve("linked"), out());
        Files.createSymbolicLink(folder.resolve("link-to-pairs"), out().resolve("pairs.jsonl"));
        Files.createSymbolicLink(folder.resolve("link-to-log"), out().resolve("answers-2.log"));
        Map<String, String> bytes = FolderBytes.of(folder);
        String to = folder.resolve(
                        name.replace("OUT", "out").replace("LINKED", "linked").replace("OTHER", "other"))
                .toString();

        assertThat(CommandLineHarness.run("export", out().toString(), "--format=trl", "--to=" + to)
                        .ended(ExitCode.USAGE)
                        .err())
                .containsAnyOf("is a file of a run itself", "holds the run's prompts");

        assertThat(FolderBytes.of(folder)).isEqualTo(bytes);
    }

    @Test
    void export_ofAFolderOrPrinciplesOntoARun_isRefused() throws IOException {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), prompts("Why", 2));
        CommandLineHarness.run(run(prompts.toString())).succeeded();
        Map<String, String> bytes = FolderBytes.of(out());

        assertThat(CommandLineHarness.run("export", out().toString(), "--format=hf", "--to=" + out())
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("is a file of a run itself");
        Path plain = Files.writeString(folder.resolve("p.json"), "[\"Be kind.\"]");
        CommandLineHarness.run("principles", "import", plain.toString(), "--to=" + out().resolve("run.db"), "--force")
                .ended(ExitCode.USAGE);

        assertThat(FolderBytes.of(out())).isEqualTo(bytes);
    }
}

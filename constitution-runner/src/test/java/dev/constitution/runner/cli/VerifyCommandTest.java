package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.store.AnswerLog;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.Tampering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} says of folders that somebody finds, and what is to be typed next. */
class VerifyCommandTest {
    private static final Path OLDER = Path.of("src/test/resources/dev/constitution/runner/run/older");
    private static final int ROWS = 5;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path prompts;
    private Path out;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, ROWS);
        out = folder.resolve("the run");
    }

    private List<String> command() {
        return List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + out,
                "--model=" + server.model(),
                "--rounds=1",
                "--concurrency=1");
    }

    private CommandLineHarness.Result verify(String... more) {
        return CommandLineHarness.run(List.of("verify", out.toString()), more);
    }

    private String mend() {
        return "  constitution verify '" + out + "' --repair\n";
    }

    @Test
    void verify_killedRun_isSoundAndSaysWhatIsLeft() throws Exception {
        server.hold().allow(4);
        ChildRun run = ChildRun.start(folder, command());
        server.awaitRequests(5);
        run.kill();
        server.allowAll();

        CommandLineHarness.Result killed = verify().ended(ExitCode.PARTIAL);

        assertThat(killed.out())
                .containsPattern("5 rows, [01] outcomes?, [34] calls\ninterrupted: [45] rows of 5 are left\n")
                .contains("pairs.jsonl: is missing; the run's command writes it again")
                .contains("\nsound, not finished\n")
                .contains("\nto go on:\n  constitution run --prompts=" + prompts)
                .endsWith(" '--out=" + out + "'\n");
        CommandLineHarness.run(command()).succeeded();
        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }

    @Test
    void verify_answerOnItsWayWhenTheRunWasKilled_waitsInTheLog() throws Exception {
        CommandLineHarness.run(command()).succeeded();
        long row = ROWS - 1;
        CallRecord last;
        byte[] logged;
        try (RunStore store = RunStore.openExisting(out)) {
            List<CallRecord> calls = store.calls(row);
            last = calls.get(calls.size() - 1);
            logged = AnswerLog.bytes(last, store.usage(row).get(last.ordinal()));
        }
        Tampering.sql(out, "DELETE FROM call WHERE key = " + last.key());
        Tampering.sql(out, "DELETE FROM outcome WHERE row = " + row);
        Tampering.sql(out, "DELETE FROM meta WHERE name = 'inventory'"); // a killed run has taken none
        Files.write(out.resolve("answers-1.log"), logged);

        CommandLineHarness.Result killed = verify().ended(ExitCode.PARTIAL);

        assertThat(killed.out())
                .contains("interrupted: 1 row of 5 is left\n", "1 answer waits in the answer log")
                .contains("pairs.jsonl: is behind the store");
        int before = server.requests();
        CommandLineHarness.run(command()).succeeded();
        assertThat(server.requests()).isEqualTo(before);
    }

    /** The folder of an earlier version, whose prompts are found in it. */
    private void older() throws IOException {
        Files.createDirectories(out);
        for (String file : List.of("run.db", "run.db-wal", "answers-1.log", "answers-2.log")) {
            Files.copy(OLDER.resolve(file), out.resolve(file));
        }
        Files.copy(OLDER.resolve("prompts.jsonl"), out.resolve("prompts"));
    }

    @Test
    void verify_olderStore_isSound() throws Exception {
        older();

        assertThat(verify().ended(ExitCode.PARTIAL).out()).contains("interrupted: ", "\nsound, not finished\n");
        assertThat(verify().ended(ExitCode.PARTIAL).out()).contains("\nsound, not finished\n");
    }

    @Test
    void verify_olderStoreWhoseTokensWereChanged_isHeldAgainstTheAnswer() throws Exception {
        older();
        Tampering.sql(out, "UPDATE call SET took = '[1,101739,5,18,16,0]' WHERE key = 0");

        assertThat(verify("--json")
                        .ended(ExitCode.CORRUPT)
                        .json()
                        .at("/findings/0/what")
                        .textValue())
                .isEqualTo("what the call record 1 of row 1 took is damaged");
        assertThat(verify("--repair").ended(ExitCode.PARTIAL).out())
                .contains("counted again: what the call record 1 of row 1 took");
        try (RunStore store = RunStore.openExisting(out)) {
            assertThat(store.usage(0).get(0).amount().inputTokens()).isEqualTo(11);
        }
    }

    @Test
    void verify_severalThingsDamaged_areAllNamedAndMendedAtOnce() throws Exception {
        CommandLineHarness.run(command()).succeeded();
        Tampering.sql(out, "UPDATE call SET answer = '{}' WHERE key >= 1 << 20 AND key < 2 << 20");
        Tampering.sql(out, "UPDATE meta SET value = value || ' ' WHERE name = 'constitution'");
        Tampering.sql(out, "DELETE FROM outcome WHERE row = 3");

        JsonNode found = verify("--json").ended(ExitCode.CORRUPT).json();

        assertThat(found.path("findings").findValuesAsText("what"))
                .containsExactly(
                        "the setting constitution is damaged",
                        "the call record 1 of row 2 is damaged",
                        "the call record 2 of row 2 is damaged",
                        "the call record 3 of row 2 is damaged",
                        "1 outcome record that the store held is missing, of these rows: 4");
        assertThat(found.path("go_on").textValue()).startsWith("constitution verify ");
        assertThat(verify("--repair").ended(ExitCode.PARTIAL).out())
                .contains("the setting constitution was set aside; the run's command writes it again");
        int before = server.requests();
        CommandLineHarness.run(command()).succeeded();
        assertThat(server.requests() - before).isEqualTo(3);
        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }

    @Test
    void run_damagedSetting_namesTheCommandsThatGoOn() throws Exception {
        CommandLineHarness.run(command()).succeeded();
        for (String setting : List.of("returned_models", "manifest", "version")) {
            Path sound = folder.resolve("sound-" + setting);
            Folders.copy(out, sound);
            Tampering.sql(out, "UPDATE meta SET value = value || 'x' WHERE name = '" + setting + "'");

            CommandLineHarness.Result run = CommandLineHarness.run(command()).ended(ExitCode.CORRUPT);

            assertThat(run.err())
                    .as(setting)
                    .contains("\nto mend it, then to go on:\n" + mend() + "  constitution run");
            assertThat(CommandLineHarness.run("status", out.toString())
                            .ended(ExitCode.CORRUPT)
                            .err())
                    .as(setting)
                    .endsWith("\nto mend it:\n" + mend());
            Folders.copy(sound, out);
        }
    }

    @Test
    void run_manifestLost_doesEveryRowAgainAndAsksNothing() throws Exception {
        CommandLineHarness.run(command()).succeeded();
        byte[] pairs = Files.readAllBytes(out.resolve("pairs.jsonl"));
        Tampering.sql(out, "DELETE FROM meta WHERE name = 'manifest'");
        int before = server.requests();
        assertThat(CommandLineHarness.run(command()).ended(ExitCode.CORRUPT).err())
                .contains("holds rows that are done, but no manifest");

        verify("--repair").ended(ExitCode.PARTIAL);
        CommandLineHarness.run(command()).succeeded();

        assertThat(server.requests()).isEqualTo(before);
        CommandLineHarness.requireSound(out, ROWS, ROWS);
        assertThat(out.resolve("pairs.jsonl")).hasBinaryContent(pairs);
    }

    private void edit(Path file) throws IOException {
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("Question number 1?", "Question one?")
                        .replace("number 3?", "number 3!"));
    }

    @Test
    void verify_promptsEdited_namesTheRows() throws Exception {
        CommandLineHarness.run(command()).succeeded();
        edit(out.resolve("prompts"));

        assertThat(verify().ended(ExitCode.CORRUPT).out())
                .contains("prompts: is not the input of this run;", "rows 2 (p1), 4 (p3) are others")
                .doesNotContain("done:");
        Path given = folder.resolve("given");
        Files.move(prompts, given);
        assertThat(verify().ended(ExitCode.CORRUPT).out())
                .contains("of the rows that are done: rows 2 (p1), 4 (p3) are others");
        Files.move(given, prompts);
        CommandLineHarness.run(command()).succeeded();
        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }

    @Test
    void run_promptsEdited_isRefusedWithTheRows() throws Exception {
        CommandLineHarness.run(command()).succeeded();
        edit(prompts);
        Files.writeString(prompts, Files.readString(prompts) + "\n{\"prompt\": \"One more?\"}");

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.USAGE).err())
                .contains("\n  of the prompts, rows 2 (p1), 4 (p3) are others; 1 row was added at its end\n");
    }

    @Test
    void run_manyPromptsEdited_namesTheFirstTwenty() throws Exception {
        RunFolder.writePrompts(prompts, 0, 30);
        CommandLineHarness.run(CommandLineHarness.with(command(), "--limit=1")).succeeded();
        RunFolder.writePrompts(prompts, 100, 128);

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.USAGE).err())
                .contains(
                        "of the prompts, rows 1 (p0), 2 (p1), ",
                        "20 (p19) and 8 more are others; 2 rows of its end are gone");
    }
}

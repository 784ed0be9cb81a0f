package dev.constitution.runner.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.store.AnswerLog;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of finished and of killed runs that SQLite gives up, and what is given back of them. */
class SalvageTest {
    private static final int PAGE = FinishedRun.PAGE_BYTES;
    private static final int TABLE_LEAF = 0x0d;

    @TempDir
    private static Path folder;

    private static FinishedRun run;
    private static byte[] sound;

    @BeforeAll
    static void finish() throws Exception {
        run = new FinishedRun(folder);
        sound = run.soundStore();
    }

    @AfterAll
    static void close() {
        run.close();
    }

    private static int pages() {
        return sound.length / PAGE;
    }

    private static byte[] page(int number) {
        return Arrays.copyOfRange(sound, (number - 1) * PAGE, number * PAGE);
    }

    private static byte[] overwritten(int number, byte[] with) {
        byte[] store = sound.clone();
        System.arraycopy(with, 0, store, (number - 1) * PAGE, PAGE);
        return store;
    }

    /** The most records that a page's loss can cost: those on it, or the one that goes on in it. */
    private static int mostOn(int number) {
        byte[] page = page(number);
        return page[0] == TABLE_LEAF ? (page[3] & 0xff) << 8 | page[4] & 0xff : page[0] == 0 ? 1 : 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zeros", "random", "another", "missing"})
    void repair_pageLost_givesBackWhatTheOthersHold(String how) throws Exception {
        Random random = new Random(how.hashCode());
        int costly = 0;
        for (int number : somePages(random)) {
            byte[] with = new byte[PAGE];
            if (how.equals("random")) {
                random.nextBytes(with);
            }
            run.damage(
                    how.equals("missing")
                            ? without(number)
                            : overwritten(number, how.equals("another") ? page(1 + (number + 6) % pages()) : with));
            run.verify().ended(ExitCode.CORRUPT);

            int asked = run.mend();

            assertThat(asked).as("page " + number).isLessThanOrEqualTo(mostOn(number));
            costly += asked > 0 ? 1 : 0;
        }
        assertThat(costly).as("pages that held calls").isPositive();
    }

    /** Some of all, and some that hold records. */
    private static Set<Integer> somePages(Random random) {
        List<Integer> all =
                new ArrayList<>(IntStream.rangeClosed(1, pages()).boxed().toList());
        Collections.shuffle(all, random);
        Set<Integer> some = new TreeSet<>(all.subList(0, 4));
        all.stream().filter(number -> mostOn(number) > 1).limit(3).forEach(some::add);
        return some;
    }

    private static byte[] without(int number) {
        byte[] store = Arrays.copyOf(sound, sound.length - PAGE);
        System.arraycopy(sound, number * PAGE, store, (number - 1) * PAGE, sound.length - number * PAGE);
        return store;
    }

    @Test
    void repair_headGone_givesBackAll() throws Exception {
        byte[] store = sound.clone();
        Arrays.fill(store, 0, 100, (byte) 0);
        run.damage(store);

        assertThat(run.verify("--repair").out())
                .contains("is damaged", "it is kept as run.db.damaged", "given back: 72 calls, 24 outcomes");

        assertThat(run.isUnchanged()).isTrue();
        run.verify().succeeded();
        assertThat(run.folder().resolve("run.db.damaged")).hasBinaryContent(store);
    }

    @Test
    void repair_again_keepsBothDamagedFiles() throws Exception {
        byte[] first = overwritten(1, new byte[PAGE]);
        run.damage(first);
        run.verify("--repair");
        byte[] second = Files.readAllBytes(run.store());
        Arrays.fill(second, 0, 100, (byte) 0);
        Files.write(run.store(), second);

        assertThat(run.verify("--repair").out()).contains("it is kept as run.db.damaged-2");

        assertThat(run.folder().resolve("run.db.damaged")).hasBinaryContent(first);
        assertThat(run.folder().resolve("run.db.damaged-2")).hasBinaryContent(second);
        run.verify().succeeded();
    }

    @Test
    void repair_manifestLost_repliesAreNotAskedForAgain() throws Exception {
        run.damage(overwritten(2, new byte[PAGE]));

        assertThat(run.verify("--repair").ended(ExitCode.PARTIAL).out())
                .contains("give the run's own command again", "given back: 72 calls");
        int before = run.requests();
        CommandLineHarness.run(run.command(run.folder())).succeeded();

        assertThat(run.requests()).isEqualTo(before);
        CommandLineHarness.requireSound(run.folder(), FinishedRun.ROWS, FinishedRun.ROWS);
    }

    @Test
    void repair_soundStore_changesNothing() throws Exception {
        run.restore();
        Map<String, String> before = FolderBytes.of(run.folder());

        run.verify("--repair").succeeded();

        assertThat(run.isUnchanged()).isTrue();
        assertThat(FolderBytes.of(run.folder()).keySet()).containsAll(before.keySet());
        assertThat(run.folder().resolve("run.db.damaged")).doesNotExist();
    }

    private static List<List<String>> commands() {
        String out = run.folder().toString();
        return List.of(
                run.command(run.folder()),
                List.of("status", out),
                List.of("verify", out),
                List.of(
                        "export",
                        out,
                        "--format",
                        "dpo",
                        "--to",
                        folder.resolve("dpo.jsonl").toString()),
                List.of("show", out, "p1"),
                List.of("retry", out, "--kind", "timeout"),
                List.of("report", out),
                List.of("label", "status", out));
    }

    @Test
    void anyCommand_storeDamaged_saysWhatMendsIt() throws Exception {
        for (byte[] store : List.of(overwritten(1, new byte[PAGE]), Arrays.copyOf(sound, sound.length / 2))) {
            for (List<String> command : commands()) {
                run.damage(store);

                CommandLineHarness.Result result = CommandLineHarness.run(command);

                assertThat(result.exitCode()).as(command + result.err()).isEqualTo(ExitCode.CORRUPT.number());
                assertThat(result.out() + result.err())
                        .as(command.toString())
                        .contains("constitution verify " + run.folder() + " --repair");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anyCommand_storeGone_saysSoAndMakesNone(boolean isEmpty) throws Exception {
        for (List<String> command : Stream.concat(
                        commands().stream(),
                        Stream.of(List.of("verify", run.folder().toString(), "--repair")))
                .toList()) {
            run.restore();
            if (isEmpty) {
                Files.write(run.store(), new byte[0]);
            } else {
                Files.delete(run.store());
            }
            Map<String, String> before = FolderBytes.of(run.folder());

            CommandLineHarness.Result result = CommandLineHarness.run(command);

            assertThat(result.exitCode()).as(command + result.err()).isEqualTo(ExitCode.CORRUPT.number());
            assertThat(result.err()).as(command.toString()).contains("missing or empty");
            assertThat(FolderBytes.of(run.folder())).as(command.toString()).isEqualTo(before);
        }
    }

    @Test
    void repair_logOfAnotherStore_putsItAside() throws Exception {
        Path other = killed("other", FinishedRun.CALLS / 2);
        run.restore();
        Files.copy(
                other.resolve("run.db-wal"), run.folder().resolve("run.db-wal"), StandardCopyOption.REPLACE_EXISTING);
        for (List<String> command : commands()) {
            CommandLineHarness.Result result = CommandLineHarness.run(command).ended(ExitCode.CORRUPT);
            assertThat(result.err()).as(command.toString()).contains("belongs to another run.db");
        }

        assertThat(run.mend()).isZero();

        assertThat(run.folder().resolve("run.db.damaged-wal")).hasSameBinaryContentAs(other.resolve("run.db-wal"));
    }

    /** A run that waited for its next answer when it was killed. */
    private static Path killed(String name, int calls) throws Exception {
        Path killed = folder.resolve(name);
        run.server().hold().allow(calls);
        int before = run.requests();
        ChildRun child = ChildRun.start(folder, run.command(killed));
        while (run.requests() <= before + calls) {
            Thread.sleep(5);
        }
        child.kill();
        run.server().allowAll();
        return killed;
    }

    @Test
    void repair_storeOfAKilledRunGone_isMadeOfItsLogs() throws Exception {
        int answered = 40;
        Path killed = killed("killed", answered);
        Folders.copy(killed, run.folder());
        Files.delete(run.store());
        assertThat(Files.size(run.folder().resolve("run.db-wal"))).isPositive();
        run.verify().ended(ExitCode.CORRUPT);

        assertThat(run.mend()).isEqualTo(FinishedRun.CALLS - answered);
    }

    @Test
    void repair_allOfAKilledRunGoneButItsAnswerLogs_takesThemIn() throws Exception {
        Path killed = killed("logs", 30);
        Folders.copy(killed, run.folder());
        for (String name : List.of("run.db", "run.db-wal", "run.db-shm")) {
            Files.delete(run.folder().resolve(name));
        }
        long inLogs = 0;
        for (Path log : AnswerLog.files(run.folder())) {
            inLogs += Files.size(log);
        }
        CommandLineHarness.run(run.command(run.folder())).ended(ExitCode.CORRUPT);

        if (inLogs == 0) {
            run.verify("--repair").ended(ExitCode.CORRUPT);
        } else {
            assertThat(run.mend()).isLessThan(FinishedRun.CALLS);
        }
    }

    /** What a kill leaves between the steps of putting the new store in place, in their order. */
    @Test
    void repair_killedBetweenAnyTwoSteps_isDoneByTheNext() throws Exception {
        CommandLineHarness.run(run.command(folder.resolve("steps")), "--limit=8")
                .succeeded();
        Path killed = killed("steps", 20);
        Set<Integer> asked = new TreeSet<>();
        for (int step = 0; step <= 3; step++) {
            Folders.copy(killed, run.folder());
            byte[] store = Files.readAllBytes(run.store());
            Arrays.fill(store, 0, store.length - PAGE, (byte) 0x55);
            Files.write(run.store(), store);
            if (step > 0) {
                Files.write(run.folder().resolve("run.db.partial"), Arrays.copyOf(sound, PAGE + 1));
            }
            if (step > 1) {
                Files.createLink(run.folder().resolve("run.db.damaged"), run.store());
            }
            if (step > 2) {
                Files.move(run.folder().resolve("run.db-wal"), run.folder().resolve("run.db.damaged-wal"));
            }

            asked.add(run.mend());

            assertThat(run.folder().resolve("run.db.damaged")).hasBinaryContent(store);
            assertThat(run.folder().resolve("run.db.damaged-2")).doesNotExist();
            assertThat(run.folder().resolve("run.db.partial")).doesNotExist();
        }
        assertThat(asked).hasSize(1);
        assertThat(asked.iterator().next()).isBetween(FinishedRun.CALLS - 44, FinishedRun.CALLS - 20);
    }

    @Test
    void repair_killedAnywhere_leavesAStoreThatARepairMends() throws Exception {
        run.damage(overwritten(1, new byte[PAGE]));
        for (int millis : IntStream.iterate(0, i -> i + 15).limit(4).toArray()) {
            run.damage(overwritten(1, new byte[PAGE]));
            ChildRun child =
                    ChildRun.start(folder, List.of("verify", run.folder().toString(), "--repair"));
            while (child.isAlive() && !Files.exists(run.folder().resolve("run.db.partial"))) {
                Thread.onSpinWait();
            }
            Thread.sleep(millis);
            child.kill();

            assertThat(run.mend()).as("killed after " + millis + " ms").isZero();
        }
    }
}

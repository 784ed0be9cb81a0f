package dev.constitution.runner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.NumberedAnswers;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every column of every table of a finished run's store is changed, one at a time: {@code verify} finds it, or it changes
 * nothing. After {@code --repair} and the run's command all is as it was before, and what was lost was asked for again, and no
 * more.
 */
class EveryColumnTest {
    private static final int ROWS = 4;

    /** The reason why a record was set aside is read by nobody; the others are written anew by whoever opens the store. */
    private static final Set<String> CHANGING_NOTHING =
            Set.of("set_aside.reason of rowid = 2", "meta. of name = 'inventory'", "meta. of name = 'version'");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path sound;
    private Path out;
    private List<String> command;
    private final TreeSet<String> unnoticed = new TreeSet<>();

    @Test
    void verify_anyColumnOfARunOfRevision_isFoundAndMended() throws Exception {
        Path prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, ROWS);
        server.answering(request ->
                request.number() == 1 ? Completion.of("Cut o").finish("length").sent() : request.ownAnswer());
        begin("run", "--prompts=" + prompts, "--model=" + server.model(), "--rounds=1", "--concurrency=1");
        CommandLineHarness.run(command).ended(ExitCode.FAILED_ROWS);
        CommandLineHarness.run("retry", out.toString(), "--kind=truncated").succeeded();

        changeEveryColumn("call", "meta", "outcome", "set_aside");
    }

    @Test
    void verify_anyColumnOfARunOfComparison_isFoundAndMended() throws Exception {
        Path prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, ROWS);
        server.answering(new NumberedAnswers());
        begin(
                "run",
                "--method=rl-cai",
                "--judge-by=votes",
                "--prompts=" + prompts,
                "--model=" + server.model(),
                "--concurrency=1");
        CommandLineHarness.run(command).succeeded();

        changeEveryColumn("call", "meta", "outcome");
    }

    @Test
    void verify_anyColumnOfARunOfContrast_isFoundAndMended() throws Exception {
        Path prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, ROWS);
        begin("run", "--method=contrast", "--prompts=" + prompts, "--model=" + server.model(), "--concurrency=1");

        changeEveryColumn("call", "meta", "outcome");
    }

    @Test
    void verify_anyColumnOfARunOfIntrospection_isFoundAndMended() throws Exception {
        Path prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, ROWS);
        begin(
                "run",
                "--method=interaction",
                "--turns=3",
                "--prompts=" + prompts,
                "--model=" + server.model(),
                "--concurrency=1");

        changeEveryColumn("call", "meta", "outcome");
    }

    @Test
    void verify_anyColumnOfAJudgesRun_isFoundAndMended() throws Exception {
        Path pairs = Files.writeString(
                folder.resolve("pairs.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> JsonLines.of(
                                "prompt", "Question " + i + "?", "chosen", "Answer 2", "rejected", "Answer 1"))
                        .collect(Collectors.joining()));
        server.answering(new NumberedAnswers());
        begin("judge", "--pairs=" + pairs, "--model=" + server.model(), "--judge-by=votes", "--concurrency=1");
        CommandLineHarness.run(command).succeeded();

        changeEveryColumn("call", "meta", "outcome");
    }

    @Test
    void verify_anyColumnOfAnExperimentWithLabels_isFoundAndMended() throws Exception {
        RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, ROWS);
        server.answering(request -> request.says("response-A-")
                ? Completion.of("<verdict>A</verdict>").sent()
                : request.ownAnswer());
        Path file = Files.writeString(folder.resolve("e.yaml"), """
                prompts: p.jsonl
                judge: {model: "%1$s", constitution: helpful-honest-harmless, judge-by: structured}
                defaults: {model: "%1$s"}
                arms:
                  plain: {answers: answer}
                  told: {answers: instruct}
                """.formatted(server.model()));
        begin("experiment", file.toString());
        CommandLineHarness.run(command).succeeded();
        label();

        changeEveryColumn("call", "label", "meta", "outcome");
    }

    private void label() throws IOException {
        String identity;
        try (RunStore store = RunStore.openExisting(out)) {
            identity = RunManifest.of(store).identity();
        }
        Path labels = Files.writeString(
                folder.resolve("labels.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> """
                                {"run":"%s","id":"p%d","a":"plain","b":"told","choice":"a","labeller":"Ann",\
                                "at":"2026-01-31T12:00:00.000Z","shown_first":"told","correction":"Better %2$d."}
                                """.formatted(identity, i))
                        .collect(Collectors.joining()));
        CommandLineHarness.run("label", "import", out.toString(), labels.toString())
                .succeeded();
    }

    private void begin(String... words) {
        out = folder.resolve("out");
        command = CommandLineHarness.with(List.of(words), "--out=" + out);
    }

    private void changeEveryColumn(String... tables) throws Exception {
        CommandLineHarness.run(command).succeeded();
        CommandLineHarness.requireSound(out, ROWS, ROWS);
        sound = folder.resolve("sound");
        Folders.copy(out, sound);
        Map<String, String> before = made();
        JsonNode took = status().path("all_starts");
        List<StoreChange> changes = StoreChange.all(sound);
        assertThat(changes).extracting(StoreChange::table).contains(tables);
        List<String> wrong = new ArrayList<>();
        for (StoreChange change : changes) {
            Folders.copy(sound, out);
            if (change.isMadeIn(out)) {
                try {
                    check(change, before, took);
                } catch (AssertionError e) {
                    wrong.add(change + ": " + e.getMessage());
                }
            }
        }
        assertThat(wrong).as("of %s changes", changes.size()).isEmpty();
        assertThat(unnoticed).isSubsetOf(CHANGING_NOTHING);
    }

    private void check(StoreChange change, Map<String, String> before, JsonNode took) throws Exception {
        JsonNode found =
                CommandLineHarness.run("verify", out.toString(), "--json").json();
        int asked = server.requests();
        if (found.path("status").textValue().equals("complete")) {
            unnoticed.add(change.table() + "." + change.column() + " of " + change.where());
            assertThat(made()).isEqualTo(before);
            assertThat(status().path("all_starts")).isEqualTo(took);
            return;
        }
        assertThat(found.path("status").textValue()).as(found.toString()).isEqualTo("corrupt");
        assertThat(found.path("found").intValue()).as(found.toString()).isLessThanOrEqualTo(2);

        CommandLineHarness.Result repaired = CommandLineHarness.run("verify", out.toString(), "--repair");
        assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isIn(0, 4);
        CommandLineHarness.Result again = CommandLineHarness.run(command);
        assertThat(again.exitCode()).as(again.out() + again.err()).isZero();

        CommandLineHarness.Result sounder = CommandLineHarness.run("verify", out.toString());
        assertThat(sounder.exitCode()).as(repaired.out() + sounder.out()).isZero();
        assertThat(made()).isEqualTo(before);
        boolean isLost = change.table().equals("call") && !change.column().equals("took");
        assertThat(server.requests() - asked)
                .as("asked again; " + repaired.out())
                .isEqualTo(isLost ? 1 : 0);
        boolean isForgotten =
                change.table().equals("set_aside") && change.column().isEmpty();
        JsonNode now = status().path("all_starts");
        assertThat(now.path("calls").intValue() - took.path("calls").intValue())
                .as("calls that are counted; " + repaired.out())
                .isEqualTo(isLost ? 1 : isForgotten ? -1 : 0);
    }

    private JsonNode status() {
        CommandLineHarness.Result status = CommandLineHarness.run("status", out.toString(), "--json");
        assertThat(status.exitCode()).as(status.err()).isZero();
        return status.json();
    }

    /** What the run has made for others to read. */
    private Map<String, String> made() throws IOException {
        Map<String, String> made = new TreeMap<>();
        for (Path file : Folders.files(out)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".jsonl") || name.endsWith(".json")) {
                made.put(name, Files.readString(file));
            }
        }
        return made;
    }
}

package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.runner.testing.TinyImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose folder has lost images, or is to find those of its rows from its own copy of the prompts. */
class LostImagesTest {
    private static final byte[] RED = TinyImages.png(0xff0000);
    private static final byte[] GREEN = TinyImages.png(0x00ff00);
    private static final byte[] BLUE = TinyImages.png(0x0000ff);

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(ServerRequest::ownAnswer);

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.write(folder.resolve("in/red.png"), RED);
        Files.write(folder.resolve("in/green.png"), GREEN);
        prompts = Files.writeString(folder.resolve("in/prompts.jsonl"), """
                {"id":"one","prompt":"Which colour?","images":["red.png"]}
                {"id":"two","prompt":"Which differs?","images":["red.png","green.png"]}
                """);
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Path kept(byte[] image) {
        return out().resolve("images/" + Sha256.hex(image) + ".png");
    }

    private List<String> command(Path from, Path to) {
        return List.of(
                "run",
                "--prompts=" + from,
                "--out=" + to,
                "--model=" + server.model(),
                "--method=reflection",
                "--concurrency=1");
    }

    private CommandLineHarness.Result start(String... more) {
        return CommandLineHarness.run(command(prompts, out()), more);
    }

    private long shown(byte[] image) {
        String base64 = TinyImages.base64(image);
        return server.received().stream()
                .filter(request -> request.body().toString().contains(base64))
                .count();
    }

    @Test
    void run_itsOwnCopyNamedAtEveryStart_findsImagesWhereTheyWere() throws IOException {
        start().succeeded();
        Path original = prompts;
        prompts = out().resolve("prompts");
        for (int i = 0; i < 2; i++) {
            Files.delete(kept(GREEN));
            start().succeeded();
            assertThat(kept(GREEN)).hasBinaryContent(GREEN);
        }

        Files.delete(kept(GREEN));
        assertThat(start("--dry-run").succeeded().out()).doesNotContain("cannot be read");
        start().succeeded();
        assertThat(CommandLineHarness.run("export", out().toString(), "--format=sft", "--to=" + original)
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("holds the run's prompts");
        CommandLineHarness.requireSound(out(), 2, 2);
    }

    @Test
    void run_neverAnsweredAndGivenItsOwnCopyReadOtherwise_goesOnAsWhatItIsNow() throws IOException {
        Files.writeString(prompts, """
                {"id":"one","prompt":"Why?","asked":"Who?"}
                {"id":"two","prompt":"Where?","asked":"When?"}
                """);
        server.answering(request -> ServerAnswer.error(401, "no such key"));
        start("--prompt-field=prompt").ended(ExitCode.AUTHENTICATION);

        server.answering(ServerRequest::ownAnswer);
        prompts = out().resolve("prompts");
        start("--prompt-field=asked").succeeded();
        start("--prompt-field=asked").succeeded();
        start("--prompt-field=prompt").ended(ExitCode.USAGE);
    }

    @Test
    void run_forkedWithTheFoldersOwnPrompts_findsWhatWasMissingThere() throws IOException {
        Files.delete(folder.resolve("in/green.png"));
        start().ended(ExitCode.FAILED_ROWS);
        Files.write(folder.resolve("in/green.png"), GREEN);
        Path fork = folder.resolve("fork");
        CommandLineHarness.run(command(out().resolve("prompts"), fork), "--fork=" + out())
                .succeeded();

        CommandLineHarness.requireSound(fork, 2, 2);
        assertThat(fork.resolve("images/" + Sha256.hex(GREEN) + ".png")).hasBinaryContent(GREEN);
        Files.delete(fork.resolve("images/" + Sha256.hex(GREEN) + ".png"));
        CommandLineHarness.run(command(fork.resolve("prompts"), fork), "--fork=" + out())
                .succeeded();
        CommandLineHarness.requireSound(fork, 2, 2);
    }

    @Test
    void run_imageLostAndAnotherInItsPlace_saysSoAndShowsItToNobody() throws Exception {
        start("--limit=1").succeeded();
        String index = Files.readString(out().resolve("images/index.jsonl"));
        Files.delete(kept(RED));
        Files.write(folder.resolve("in/red.png"), BLUE);

        String result = ChildRun.start(folder, command(prompts, out()))
                .ended(ExitCode.FAILED_ROWS)
                .output();

        String said =
                "the run's folder has lost images/" + Sha256.hex(RED) + ".png, and \"red.png\" is another image now"
                        + " (SHA-256 " + Sha256.hex(BLUE) + "); put the lost one back";
        assertThat(result)
                .contains(
                        "warning: 2 rows with images that the run's folder has lost: line 1: turn 1, image 1: " + said)
                .contains("row 2, line 2: turn 1, image 1: " + said);
        assertThat(server.received()).hasSize(1);
        assertThat(out().resolve("images/index.jsonl")).hasContent(index);
        assertThat(kept(BLUE)).doesNotExist();
        assertThat(Files.readString(out().resolve("sft.jsonl"))).doesNotContain(Sha256.hex(BLUE));
        assertThat(CommandLineHarness.run("verify", out().toString())
                        .ended(ExitCode.CORRUPT)
                        .out())
                .contains("row 1 (one): turn 1, image 1: " + said);

        Files.write(kept(RED), RED);
        CommandLineHarness.run("retry", out().toString(), "--kind=bad_input").succeeded();
        CommandLineHarness.requireSound(out(), 2, 2);
        assertThat(List.of(shown(RED), shown(GREEN), shown(BLUE))).containsExactly(2L, 1L, 0L);
    }

    @Test
    void run_oneImageLostAndTheOtherChanged_takesEachFromWhereItIsStill() throws IOException {
        start("--limit=1").succeeded();
        Files.delete(kept(GREEN));
        Files.write(folder.resolve("in/red.png"), BLUE);

        start().succeeded();

        assertThat(List.of(shown(RED), shown(GREEN), shown(BLUE))).containsExactly(2L, 1L, 0L);
        CommandLineHarness.requireSound(out(), 2, 2);
    }

    @Test
    void run_imagesInAnInteraction_isRefusedBeforeAnythingIsAsked() {
        for (String how : List.of("--seed=0", "--dry-run")) {
            List<String> command = new ArrayList<>(command(prompts, out()));
            command.set(4, "--method=interaction");
            assertThat(CommandLineHarness.run(command, how)
                            .ended(ExitCode.USAGE)
                            .err())
                    .contains("2 rows with images, which the other side of an interaction cannot have said");
        }
        assertThat(server.received()).isEmpty();
        assertThat(out().resolve("run.db")).doesNotExist();
    }

    @Test
    void run_imageMissing_advisesTheRetryThatTakesIt() throws IOException {
        Files.delete(folder.resolve("in/green.png"));
        CommandLineHarness.Result result = start().ended(ExitCode.FAILED_ROWS);

        assertThat(result.out())
                .contains("bad_input: put the images right where the rows say that they are")
                .contains("constitution retry " + out() + " --kind bad_input");
        Files.write(folder.resolve("in/green.png"), GREEN);
        CommandLineHarness.run("retry", out().toString(), "--kind", "bad_input").succeeded();
        CommandLineHarness.requireSound(out(), 2, 2);
    }

    @Test
    void verify_filesThatNoRowShows_notesThem() throws IOException {
        start().succeeded();
        Files.write(kept(BLUE), BLUE);
        Files.writeString(out().resolve("images/notes.txt"), "mine");
        Files.createDirectories(out().resolve("images-0.partial"));
        Files.createFile(out().resolve("prompts-0.partial"));

        CommandLineHarness.Result verified =
                CommandLineHarness.run("verify", out().toString()).succeeded();

        assertThat(verified.out())
                .contains(
                        "note: " + out().resolve("images") + ": no row shows "
                                + kept(BLUE).getFileName() + ", notes.txt; the run does not need them",
                        "images-0.partial: is of a start that goes on or was killed; the next start removes it",
                        "prompts-0.partial: is of a start");
        assertThat(CommandLineHarness.run("verify", out().toString(), "--json")
                        .succeeded()
                        .json()
                        .path("notes"))
                .hasSize(3);
        start().succeeded();
        assertThat(out().resolve("prompts-0.partial")).doesNotExist();
        assertThat(out().resolve("images-0.partial")).doesNotExist();
    }
}

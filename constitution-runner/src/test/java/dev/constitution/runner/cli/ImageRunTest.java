package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.runner.testing.StandardInput;
import dev.constitution.runner.testing.TinyImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose prompts show images: what servers get is decoded and held against the files. */
class ImageRunTest {
    private static final byte[] RED = TinyImages.png(0xff0000);
    private static final byte[] GREEN = TinyImages.jpeg(0x00ff00);
    private static final String RED_NAME = Sha256.hex(RED) + ".png";
    private static final String GREEN_NAME = Sha256.hex(GREEN) + ".jpg";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(ImageRunTest::answer);

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.write(folder.resolve("in/red.png"), RED);
        Files.write(folder.resolve("in/green.jpg"), GREEN);
        prompts = Files.writeString(folder.resolve("in/prompts.jsonl"), """
                {"id":"file","messages":[{"role":"user","content":[{"type":"image","image":"red.png"},{"type":"text","text":"Which colour?"}]}]}
                {"id":"plain","prompt":"Why is the sky blue?"}
                {"id":"data","messages":[{"role":"user","content":[{"type":"text","text":"Compare"},{"type":"image_url","image_url":{"url":"data:image/png;base64,%s"}},{"type":"text","text":"with"},{"type":"image_url","image_url":{"url":"green.jpg","detail":"high"}}]}]}
                """.formatted(TinyImages.base64(RED)));
    }

    private static ServerAnswer answer(ServerRequest request) {
        String last = request.body()
                .path("messages")
                .path(request.body().path("messages").size() - 1)
                .toString();
        if (last.contains("<decision>")) {
            return Completion.of("It says too little.\n<decision>revise</decision>")
                    .sent();
        } else if (last.contains("<revision>")) {
            return Completion.of("<revision>Kindly: " + request.ownText() + "</revision>")
                    .sent();
        }
        return request.ownAnswer();
    }

    private Path out() {
        return folder.resolve("out");
    }

    private List<String> command() {
        return command(out());
    }

    private List<String> command(Path out) {
        return List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + out,
                "--model=" + server.model(),
                "--rounds=1",
                "--concurrency=1");
    }

    /** The images of a request, as their bytes say. */
    private static List<String> images(ServerRequest request) {
        List<String> images = new ArrayList<>();
        for (JsonNode turn : request.body().path("messages")) {
            for (JsonNode part : turn.path("content")) {
                String url = part.at("/image_url/url").asText();
                if (!url.isEmpty()) {
                    assertThat(url).startsWith("data:image/");
                    images.add(Sha256.hex(Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1))));
                }
            }
        }
        return images;
    }

    private List<ServerRequest> showing(String text) {
        return server.received().stream().filter(request -> request.says(text)).toList();
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void run_promptsWithImages_showsThemToAllAndKeepsEachOnce() throws IOException {
        CommandLineHarness.Result result = CommandLineHarness.run(command()).succeeded();

        CommandLineHarness.requireSound(out(), 3, 3);
        assertThat(server.received()).hasSize(9);
        assertThat(showing("Which colour?"))
                .hasSize(3)
                .allSatisfy(request -> assertThat(images(request)).containsExactly(Sha256.hex(RED)));
        assertThat(showing("Compare"))
                .hasSize(3)
                .allSatisfy(request -> assertThat(images(request)).containsExactly(Sha256.hex(RED), Sha256.hex(GREEN)));
        assertThat(showing("Compare")
                        .get(0)
                        .body()
                        .at("/messages/0/content/3/image_url/detail")
                        .asText())
                .isEqualTo("high");
        assertThat(showing("sky blue"))
                .allSatisfy(request -> assertThat(images(request)).isEmpty());
        assertThat(names(out().resolve("images"))).containsExactlyInAnyOrder("index.jsonl", RED_NAME, GREEN_NAME);
        assertThat(out().resolve("images/" + RED_NAME)).hasBinaryContent(RED);
        assertThat(out().resolve("images/" + GREEN_NAME)).hasBinaryContent(GREEN);
        assertThat(result.out() + result.err()).doesNotContain("look like a part of the prompt", "base64");
    }

    @Test
    void run_goneOnWith_asksNothingTwiceAndNeedsNoOriginals() throws IOException {
        CommandLineHarness.run(command(), "--limit=1").succeeded();
        Files.delete(folder.resolve("in/red.png"));
        Files.delete(folder.resolve("in/green.jpg"));
        CommandLineHarness.run(command()).succeeded();
        CommandLineHarness.run(command()).succeeded();

        assertThat(server.received()).hasSize(9);
        CommandLineHarness.requireSound(out(), 3, 3);
        assertThat(showing("Compare").get(2))
                .satisfies(request -> assertThat(images(request)).containsExactly(Sha256.hex(RED), Sha256.hex(GREEN)));
    }

    @Test
    void run_imageChangedMeanwhile_goesOnWithTheOneThatItKeeps() throws IOException {
        CommandLineHarness.run(command(), "--limit=1").succeeded();
        Files.write(folder.resolve("in/green.jpg"), RED);
        CommandLineHarness.run(command()).succeeded();

        assertThat(images(showing("Compare").get(0))).containsExactly(Sha256.hex(RED), Sha256.hex(GREEN));
    }

    @Test
    void run_missingImage_failsItsRowAndIsTakenByAFork() throws IOException {
        Files.delete(folder.resolve("in/red.png"));
        CommandLineHarness.Result first = CommandLineHarness.run(command()).ended(ExitCode.FAILED_ROWS);
        assertThat(first.out() + first.err()).contains("row 1, line 1: turn 1, image 1: \"red.png\" is no file");
        assertThat(CommandLineHarness.run(with("--strict", out().resolveSibling("strict")))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("\"red.png\" is no file");

        Files.write(folder.resolve("in/red.png"), RED);
        Path fork = folder.resolve("fork");
        CommandLineHarness.run(command(fork), "--fork=" + out()).succeeded();

        CommandLineHarness.requireSound(fork, 3, 3);
        assertThat(server.received()).hasSize(9);
        assertThat(images(showing("Which colour?").get(0))).containsExactly(Sha256.hex(RED));
    }

    /** A row without an image, and one whose image is not there yet. */
    private void writeLate() throws IOException {
        Files.writeString(prompts, """
                {"id":"plain","prompt":"Why is the sky blue?"}
                {"id":"late","prompt":"Which colour?","image":"late.png"}
                """);
    }

    @Test
    void run_imageThatCameBetweenTwoStarts_isKeptAndShown() throws IOException {
        writeLate();
        CommandLineHarness.run(command(), "--limit=1").succeeded();
        Files.write(folder.resolve("in/late.png"), RED);
        CommandLineHarness.run(command()).succeeded();

        assertThat(showing("Which colour?"))
                .hasSize(3)
                .allSatisfy(request -> assertThat(images(request)).containsExactly(Sha256.hex(RED)));
        assertThat(out().resolve("images/" + RED_NAME)).hasBinaryContent(RED);
        CommandLineHarness.requireSound(out(), 2, 2);
    }

    @Test
    void run_imageThatCameBetweenTwoStartsOfAModelThatCannotSee_isRefused() throws IOException {
        writeLate();
        List<String> command =
                List.of("run", "--prompts=" + prompts, "--out=" + out(), "--model=local:", "--concurrency=1");
        CommandLineHarness.run(command, "--limit=1").succeeded();
        Files.write(folder.resolve("in/late.png"), RED);

        assertThat(CommandLineHarness.run(command).ended(ExitCode.USAGE).err())
                .contains("1 row with images, which the", "(local:) cannot be shown");
    }

    @Test
    void run_imageThatCameWhileTheRunWentOn_isNeverReferredTo() throws IOException {
        writeLate();
        Files.writeString(prompts, "{\"prompt\":\"Why is the sky blue?\"}\n".repeat(200) + Files.readString(prompts));
        server.answering(request -> {
            if (request.number() == 1) {
                try {
                    Files.write(folder.resolve("in/late.png"), RED);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return answer(request);
        });

        CommandLineHarness.Result first = CommandLineHarness.run(command()).ended(ExitCode.FAILED_ROWS);

        assertThat(first.out() + first.err()).contains("row 202, line 202: turn 1, image 1: ");
        assertThat(showing("Which colour?")).isEmpty();
        CommandLineHarness.requireSound(out(), 202, 202);
        CommandLineHarness.run("retry", out().toString(), "--kind=bad_input").succeeded();
        assertThat(images(showing("Which colour?").get(0))).containsExactly(Sha256.hex(RED));
        CommandLineHarness.requireSound(out(), 202, 202);
    }

    @Test
    void verify_imageOfAFailedRowThatCameLater_findsNothing() throws IOException {
        Files.delete(folder.resolve("in/red.png"));
        CommandLineHarness.run(command()).ended(ExitCode.FAILED_ROWS);
        Files.write(folder.resolve("in/red.png"), RED);

        CommandLineHarness.requireSound(out(), 3, 3);
        CommandLineHarness.run(command()).ended(ExitCode.FAILED_ROWS); // it is done, and says so
        CommandLineHarness.requireSound(out(), 3, 3);
        assertThat(server.received()).hasSize(6);
    }

    @Test
    void run_imageGoneWithItsOriginal_isStillKnownOnceItIsPutBack() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Path image = out().resolve("images/" + GREEN_NAME);
        Files.delete(image);
        Files.delete(folder.resolve("in/green.jpg"));
        String index = Files.readString(out().resolve("images/index.jsonl"));

        CommandLineHarness.run(command());

        assertThat(out().resolve("images/index.jsonl")).hasContent(index);
        Files.write(image, GREEN);
        CommandLineHarness.requireSound(out(), 3, 3);
        CommandLineHarness.run(command()).succeeded();
        assertThat(server.received()).hasSize(9);
    }

    private List<String> with(String option, Path out) {
        return CommandLineHarness.with(command(out), option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "--dry-run"})
    void run_modelThatCannotSee_isRefusedBeforeAnythingIsAsked(String how) {
        List<String> command = new ArrayList<>(command());
        command.add("--judge=local:");
        command.set(3, "--model=local:");
        if (how.startsWith("--")) {
            command.add(how);
        }
        command.removeIf(word -> word.startsWith("--judge"));

        assertThat(CommandLineHarness.run(command).ended(ExitCode.USAGE).err())
                .contains("2 rows with images, which the", "(local:) cannot be shown; name a model that sees for it");
        assertThat(out().resolve("run.db")).doesNotExist();
        assertThat(out().resolve("images")).doesNotExist();
    }

    @Test
    void run_criticThatCannotSee_isRefusedThoughTheGeneratorCan() {
        assertThat(CommandLineHarness.run(command(), "--critic=local:")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("2 rows with images, which the critic (local:) cannot be shown");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void run_addressAndAProviderThatFetchesNone_isRefused() throws IOException {
        Files.writeString(prompts, "{\"prompt\":\"q\",\"images\":[\"https://pictures.test/a.png\"]}\n");

        assertThat(CommandLineHarness.run(
                                "run", "--prompts=" + prompts, "--out=" + out(), "--model=ollama:m@" + server.url())
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("1 row with images at addresses, from which the provider of the", "fetches none");
        CommandLineHarness.run(command()).succeeded();
        assertThat(server.received()
                        .get(0)
                        .body()
                        .at("/messages/0/content/0/image_url/url")
                        .asText())
                .isEqualTo("https://pictures.test/a.png");
        assertThat(out().resolve("images/index.jsonl")).exists();
    }

    @Test
    void dryRun_promptsWithImages_showsThemInWordsAndWritesNothing() {
        String text = CommandLineHarness.run(command(), "--dry-run").succeeded().out();

        assertThat(text)
                .contains("[image " + RED_NAME.substring(0, 16) + "]", "Which colour?")
                .doesNotContain("base64");
        assertThat(out()).doesNotExist();
    }

    @Test
    void run_judged_attachesTheConversationsImagesInTheirOrder() throws IOException {
        List<String> command = new ArrayList<>(command());
        command.remove("--rounds=1");
        server.answering(
                request -> Completion.of(request.says("response-A") ? "A" : "Answer " + request.number() + " of mine.")
                        .sent());
        CommandLineHarness.run(command, "--method=rl-cai").succeeded();

        List<ServerRequest> judged = server.received().stream()
                .filter(request -> request.says("response-A") && request.says("[image 2]"))
                .toList();
        assertThat(judged).isNotEmpty().allSatisfy(request -> {
            assertThat(images(request)).containsExactly(Sha256.hex(RED), Sha256.hex(GREEN));
            JsonNode messages = request.body().path("messages");
            JsonNode parts = messages.findParent("image_url");
            assertThat(parts).isNotNull();
            assertThat(request.conversation())
                    .contains(
                            "Compare\\n[image 1]\\nwith\\n[image 2]",
                            "\"text\":\"[image 1]\"",
                            "\"text\":\"[image 2]\"");
        });
    }

    @Test
    void run_forked_takesAnswersOver() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        int asked = server.received().size();
        CommandLineHarness.run(command(folder.resolve("fork")), "--fork=" + out())
                .succeeded();

        assertThat(server.received()).hasSize(asked);
        CommandLineHarness.requireSound(folder.resolve("fork"), 3, 3);
        assertThat(folder.resolve("fork/images/" + RED_NAME)).hasBinaryContent(RED);
    }

    @Test
    void run_forkedWithTheFoldersOwnPrompts_takesItsImagesToo() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Files.delete(folder.resolve("in/red.png"));
        Files.delete(folder.resolve("in/green.jpg"));
        prompts = out().resolve("prompts");
        Path fork = folder.resolve("fork");

        String shown =
                CommandLineHarness.run(command(fork), "--dry-run").succeeded().out();
        CommandLineHarness.run(command(fork), "--fork=" + out()).succeeded();

        assertThat(shown).contains("[image " + RED_NAME.substring(0, 16) + "]");
        assertThat(server.received()).hasSize(9);
        CommandLineHarness.requireSound(fork, 3, 3);
        assertThat(fork.resolve("images/" + GREEN_NAME)).hasBinaryContent(GREEN);
        assertThat(fork.resolve("images/index.jsonl")).hasSameBinaryContentAs(out().resolve("images/index.jsonl"));
    }

    @Test
    void run_folderOfAnotherRun_leavesItsImagesAlone() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Files.write(folder.resolve("in/blue.png"), TinyImages.png(0x0000ff));
        Files.writeString(prompts, "{\"prompt\":\"Another\",\"images\":[\"blue.png\"]}\n");

        CommandLineHarness.run(command()).ended(ExitCode.USAGE);

        assertThat(names(out().resolve("images"))).containsExactlyInAnyOrder("index.jsonl", RED_NAME, GREEN_NAME);
        assertThat(names(out())).noneMatch(name -> name.endsWith(".partial"));
    }

    @ParameterizedTest
    @CsvSource({"missing", "changed"})
    void verify_imageThatIsNotWhatItWas_saysSoAndTheRunPutsItBack(String how) throws IOException {
        CommandLineHarness.run(command(), "--limit=1").succeeded();
        Path image = out().resolve("images/" + GREEN_NAME);
        if (how.equals("missing")) {
            Files.delete(image);
        } else {
            Files.write(image, RED);
        }

        assertThat(CommandLineHarness.run("verify", out().toString())
                        .ended(ExitCode.CORRUPT)
                        .out())
                .contains(
                        image + (how.equals("missing") ? ": is missing" : ": holds another image than its name says"),
                        "the run's command, with the images where they were, puts it in place again");
        if (how.equals("changed")) {
            CommandLineHarness.Result stopped =
                    CommandLineHarness.run(command()).ended(ExitCode.CORRUPT);
            assertThat(stopped.out() + stopped.err())
                    .contains(image + ": an image of the run is missing or is another one");
            CommandLineHarness.run("verify", "--repair", out().toString());
            assertThat(image).doesNotExist();
        }
        CommandLineHarness.run(command()).succeeded();
        assertThat(image).hasBinaryContent(GREEN);
        CommandLineHarness.requireSound(out(), 3, 3);
        assertThat(server.received()).hasSize(9);
    }

    /** As the command that goes on names it: paths in the rows are relative to where standard input's were. */
    @Test
    void run_keptCopyOfStandardInputNamed_putsImagesBack() throws Exception {
        Path red = Path.of("").toAbsolutePath().relativize(folder.resolve("in/red.png"));
        List<String> words = new ArrayList<>(command());
        words.set(1, "--prompts=-");
        String row = "{\"prompt\":\"Which colour?\",\"images\":[\"" + red + "\"]}\n";
        StandardInput.holding(row, () -> CommandLineHarness.run(words)).succeeded();
        Path image = out().resolve("images/" + RED_NAME);
        Files.delete(image);
        words.set(1, "--prompts=" + out().resolve("prompts"));

        CommandLineHarness.run(words).succeeded();

        assertThat(image).hasBinaryContent(RED);
        CommandLineHarness.requireSound(out(), 1, 1);
    }

    @Test
    void run_keptCopyOfAFileNamed_putsImagesBack() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Path image = out().resolve("images/" + GREEN_NAME);
        Files.delete(image);
        List<String> words = new ArrayList<>(command());
        words.set(1, "--prompts=" + out().resolve("prompts"));

        CommandLineHarness.run(words).succeeded();

        assertThat(image).hasBinaryContent(GREEN);
        CommandLineHarness.requireSound(out(), 3, 3);
    }

    @Test
    void verify_imagesGoneWithTheirOriginals_reopensNoRow() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        for (String name : names(out().resolve("images"))) {
            Files.delete(out().resolve("images").resolve(name));
        }
        Files.delete(folder.resolve("in/red.png"));

        assertThat(CommandLineHarness.run("verify", "--repair", out().toString())
                        .ended(ExitCode.CORRUPT)
                        .out())
                .contains("row 1 (file): turn 1, image 1: \"red.png\" is no file", "put the image back")
                .doesNotContain("opened again");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void run_killed_goesOnWithTheSameImages(int request) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        server.answering(asked -> {
            if (asked.number() == request) {
                reached.countDown();
            }
            return answer(asked);
        });
        ChildRun run = ChildRun.start(folder, command());
        run.awaits(reached);
        run.kill();
        Files.delete(folder.resolve("in/green.jpg"));

        ChildRun.start(folder, command()).succeeded();

        CommandLineHarness.requireSound(out(), 3, 3);
        assertThat(server.received()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void run_leftoversOfAKilledStart_areNeverUsedAndRemoved() throws IOException {
        Path half = Files.createDirectories(out().resolve("images-0.partial"));
        Files.write(half.resolve(RED_NAME), new byte[] {1});

        CommandLineHarness.run(command()).succeeded();

        assertThat(half).doesNotExist();
        assertThat(out().resolve("images/" + RED_NAME)).hasBinaryContent(RED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 {'error':{'message':'cannot see data:image/png;base64,$SENT at all'}}",
                "200 {'error':{'message':'cannot see data:image/png;base64,$SENT at all','code':'invalid_request'}}",
                "200 {'error':'cannot see data:image/png;base64,$SENT at all'}",
                "200 cannot see data:image/png;base64,$SENT at all",
                "200 data: {'error':{'message':'cannot see data:image/png;base64,$SENT at all'}}\n\n"
            })
    void run_providerThatRepeatsWhatItRefuses_isToldWithoutTheBytes(String answer) throws IOException {
        byte[] noise = new byte[9000];
        new Random(1).nextBytes(noise);
        System.arraycopy(RED, 0, noise, 0, RED.length);
        Files.write(folder.resolve("in/red.png"), noise);
        String sent = Base64.getEncoder().encodeToString(noise);
        server.answering(request -> request.says("Which colour?")
                ? ServerAnswer.of(
                        Integer.parseInt(answer.substring(0, 3)),
                        answer.substring(4).replace('\'', '"').replace("$SENT", sent))
                : answer(request));

        CommandLineHarness.Result result =
                CommandLineHarness.run(command(), "--attempts=1").ended(ExitCode.FAILED_ROWS);

        CommandLineHarness.Result shown = CommandLineHarness.run("show", out().toString(), "--row=1");
        assertThat(shown.out()).contains("cannot see data:image/png;base64,[base64] at all");
        assertThat(result.out() + result.err()).doesNotContain(sent.substring(0, 60), sent.substring(100, 160));
        if (answer.startsWith("400")) { // with 200 the store has the answer as it came
            assertThat(Files.readString(out().resolve("run.db"), StandardCharsets.ISO_8859_1))
                    .doesNotContain(sent.substring(100, 160));
        }
    }
}

package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.TinyImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts with images in whatever asks for many answers: batches, a judge of labelled pairs, an experiment. */
class ImageBatchTest {
    private static final byte[] RED = TinyImages.png(0xff0000);

    @TempDir
    private Path folder;

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();

    @AutoClose
    private final BatchStub stub = new BatchStub(new OpenAiForm(true, this::says));

    private String says(JsonNode request) {
        asked.add(request);
        return request.toString().contains("response-A")
                ? "<verdict>A</verdict>"
                : "Answer " + Integer.toHexString(request.toString().hashCode()) + ".";
    }

    @BeforeEach
    void writeInputs() throws IOException {
        Files.write(folder.resolve("red.png"), RED);
        Files.writeString(folder.resolve("prompts.jsonl"), """
                {"prompt":"Which colour?","images":["red.png"]}
                {"prompt":"<image> And this?","images":["red.png"]}
                """);
        Files.writeString(folder.resolve("pairs.jsonl"), """
                {"prompt":[{"role":"user","content":[{"type":"image"},{"type":"text","text":"Which colour?"}]}],"images":["red.png"],"chosen":[{"role":"assistant","content":"Red."}],"rejected":[{"role":"assistant","content":"Blue."}]}
                """);
        Files.writeString(folder.resolve("e.yaml"), """
                prompts: prompts.jsonl
                judge: {model: "%1$s", constitution: helpful-honest-harmless, judge-by: structured}
                defaults: {model: "%1$s", rounds: 1}
                arms:
                  one: {constitution: helpful-honest-harmless}
                  other: {constitution: cai-16}
                """.formatted(stub.model()));
    }

    private static List<String> images(JsonNode request) {
        List<String> images = new ArrayList<>();
        for (JsonNode url : request.path("messages").findValues("url")) {
            String data = url.asText();
            images.add(Sha256.hex(Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1))));
        }
        return images;
    }

    private void requireShown(int atLeast) {
        assertThat(asked)
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .allSatisfy(request -> assertThat(images(request)).containsExactly(Sha256.hex(RED)));
    }

    private Path out() {
        return folder.resolve("out");
    }

    @Test
    void run_inBatches_writesTheImagesIntoThem() {
        CommandLineHarness.run(
                        "run",
                        "--prompts=" + folder.resolve("prompts.jsonl"),
                        "--out=" + out(),
                        "--model=" + stub.model(),
                        "--rounds=1",
                        "--batch",
                        "--batch-poll=PT0.01S")
                .succeeded();

        requireShown(4);
        assertThat(stub.singles()).isZero();
        CommandLineHarness.requireSound(out(), 2, 2);
    }

    /** Two calls of the row are over 32 MB, the most of any batch; each fits. */
    @Test
    void run_callsOfARowTooLargeTogether_sendsEachByItself() throws IOException {
        Files.write(folder.resolve("red.png"), Arrays.copyOf(RED, 13 << 20));

        CommandLineHarness.run(
                        "run",
                        "--prompts=" + folder.resolve("prompts.jsonl"),
                        "--limit=1",
                        "--out=" + out(),
                        "--model=" + stub.model(),
                        "--method=rl-cai",
                        "--batch",
                        "--batch-poll=PT0.01S")
                .succeeded();

        assertThat(stub.batches())
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(batch -> assertThat(batch.requests).hasSize(1));
        assertThat(stub.batches().stream()
                        .flatMap(batch -> batch.requests.stream())
                        .map(BatchStub.Request::customId))
                .doesNotHaveDuplicates();
        assertThat(stub.singles()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"create,2,true", "state,2,true", "answers,1,true", "answers,2,false"})
    void run_killedWithTwoBatchesOpen_takesBothWithTheirImages(String call, int count, boolean done) throws Exception {
        List<byte[]> images = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            images.add(TinyImages.png(0x10203 * (i + 1)));
            Files.write(folder.resolve(i + ".png"), images.get(i));
            rows.append(
                    "{\"id\":\"%1$d\",\"prompt\":\"Which is number %1$d?\",\"images\":[\"%1$d.png\"]}\n".formatted(i));
        }
        List<String> command = List.of(
                "run",
                "--prompts=" + Files.writeString(folder.resolve("rows.jsonl"), rows),
                "--out=" + out(),
                "--model=" + stub.model(),
                "--rounds=1",
                "--batch",
                "--batch-size=2",
                "--batch-poll=PT0.05S");
        CountDownLatch reached = stub.holdAt(call, count, done);
        ChildRun killed = ChildRun.start(folder, command);
        killed.awaits(reached);
        killed.kill();
        stub.holdNothing();
        for (int i = 0; i < 4; i++) {
            Files.delete(folder.resolve(i + ".png"));
        }

        ChildRun.start(folder, command).succeeded();

        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.answered()).isEqualTo(12);
        assertThat(stub.singles()).isZero();
        assertThat(stub.batches().get(0).requests).hasSize(2);
        CommandLineHarness.requireSound(out(), 4, 4);
        for (int i = 0; i < 4; i++) {
            String said = "number " + i + "?";
            String hash = Sha256.hex(images.get(i));
            assertThat(asked.stream().filter(request -> request.toString().contains(said)))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(request -> assertThat(images(request)).containsExactly(hash));
        }
    }

    @Test
    void judge_pairsWithImages_showsThem() {
        CommandLineHarness.run(
                        "judge",
                        "--pairs=" + folder.resolve("pairs.jsonl"),
                        "--out=" + out(),
                        "--model=" + stub.model(),
                        "--judge-by=structured")
                .succeeded();

        requireShown(1);
        assertThat(out().resolve("images/" + Sha256.hex(RED) + ".png")).hasBinaryContent(RED);
        assertThat(CommandLineHarness.run("verify", out().toString()).exitCode())
                .isZero();
    }

    @Test
    void experiment_promptsWithImages_showsThemToEveryArm() {
        CommandLineHarness.run("experiment", folder.resolve("e.yaml").toString(), "--out=" + out())
                .succeeded();

        requireShown(8);
        assertThat(CommandLineHarness.run("verify", out().toString()).exitCode())
                .isZero();
    }
}

package dev.constitution.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ModelTraits.Ability;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.runner.testing.TinyImages;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images in Converse's form, as its reference documents it (Bedrock Runtime's API, types ImageBlock and ImageSource; looked up on
 * 2026-11-30): of the formats png, jpeg, gif and webp, as bytes or in S3, in the user's turns alone.
 */
@Timeout(60)
class BedrockImagesTest {
    private static final String ANSWER = """
            {"output":{"message":{"role":"assistant","content":[{"text":"A dot."}]}},"stopReason":"end_turn",\
            "usage":{"inputTokens":11,"outputTokens":5,"totalTokens":16}}""";

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answerWith(ServerAnswer.ok(ANSWER));

    /** An image, and the format that it is sent as. */
    record Shown(String format, byte[] bytes) {
        @Override
        public String toString() {
            return format;
        }
    }

    static List<Shown> images() {
        return List.of(
                new Shown("png", TinyImages.png(0xff0000)),
                new Shown("jpeg", TinyImages.jpeg(0x00ff00)),
                new Shown("gif", TinyImages.gif(0x0000ff)),
                new Shown("webp", TinyImages.webp()));
    }

    private String model() {
        return "bedrock:m@" + server.url();
    }

    private String chat(Content... contents) {
        return Models.create(
                        ModelSpec.parse(model()),
                        new ModelSettings(
                                Map.of("AWS_BEARER_TOKEN_BEDROCK", "key", "AWS_REGION", "eu-central-1")::get,
                                Duration.ofSeconds(20)))
                .chat(UserMessage.from(List.of(contents)))
                .aiMessage()
                .text();
    }

    private static ImageContent data(String type, byte[] bytes) {
        return ImageContent.from(Image.builder()
                .base64Data(TinyImages.base64(bytes))
                .mimeType(type)
                .build());
    }

    @ParameterizedTest
    @MethodSource("images")
    void chat_turnWithAnImage_isInConversesForm(Shown shown) {
        String answer = chat(
                TextContent.from("What is it?"),
                data("image/" + shown.format(), shown.bytes()),
                TextContent.from("Be brief."));

        assertThat(answer).isEqualTo("A dot.");
        assertThat(server.received().get(0).body().path("messages")).isEqualTo(Json.parse("""
                [{"role":"user","content":[{"text":"What is it?"},
                 {"image":{"format":"%s","source":{"bytes":"%s"}}},{"text":"Be brief."}]}]
                """.formatted(shown.format(), TinyImages.base64(shown.bytes()))));
    }

    @Test
    void traits_images_areShownButNotFetched() {
        assertThat(Models.has(model(), Ability.IMAGES)).isTrue();
        assertThat(Models.has(model(), Ability.IMAGES_BY_URL)).isFalse();
    }

    @Test
    void chat_whatConverseDoesNotTake_isRefusedBeforeARequest() {
        for (Content content : List.of(
                ImageContent.from("https://pictures.test/a.png"),
                data("image/tiff", new byte[] {1}),
                VideoContent.from("https://pictures.test/a.mp4"))) {
            assertThat(FailureKind.of(catchThrowable(() -> chat(content, TextContent.from("q")))))
                    .isEqualTo(FailureKind.INVALID_REQUEST);
        }
        assertThat(server.received()).isEmpty();
    }

    private List<String> run(Path folder, String... more) {
        return CommandLineHarness.with(
                List.of("run", "--prompts=" + folder.resolve("p.jsonl"), "--out=" + folder.resolve("out"), "--rounds=1"),
                more);
    }

    private static ChildRun child(Path folder, List<String> command) throws Exception {
        return ChildRun.start(folder, "export AWS_BEARER_TOKEN_BEDROCK=key AWS_REGION=eu-west-1; ", command);
    }

    /** What a request shows, with its format. */
    private static List<String> images(ServerRequest request) {
        return request.body().path("messages").findValues("image").stream()
                .map(image -> image.path("format").asText() + " "
                        + Sha256.hex(Base64.getDecoder().decode(image.at("/source/bytes").asText())))
                .toList();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the environment is set by a shell")
    void run_rowWithImages_showsThemToAllRoles(@TempDir Path folder) throws Exception {
        byte[] red = TinyImages.png(0xff0000);
        byte[] green = TinyImages.jpeg(0x00ff00);
        Files.write(folder.resolve("red.png"), red);
        Files.write(folder.resolve("green.jpg"), green);
        Files.writeString(
                folder.resolve("p.jsonl"),
                "{\"id\":\"two\",\"prompt\":\"<image> or <image>?\",\"images\":[\"red.png\",\"green.jpg\"]}\n");
        server.answering(request -> ServerAnswer.ok(ANSWER.replace("A dot.", "Answer " + request.number() + ".")));

        child(folder, run(folder, "--model=" + model())).succeeded();

        assertThat(server.received().stream().map(BedrockImagesTest::images).toList())
                .hasSize(3)
                .containsOnly(List.of("png " + Sha256.hex(red), "jpeg " + Sha256.hex(green)));
        assertThat(Files.readString(folder.resolve("out/pairs.jsonl"))).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dry-run", "--dry-run=false"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the environment is set by a shell")
    void run_imageAtAnAddress_isRefusedBeforeARequest(String how, @TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("p.jsonl"), "{\"prompt\":\"q\",\"images\":[\"https://pictures.test/a.png\"]}\n");

        ChildRun run = child(folder, run(folder, "--model=" + model(), how)).ended(ExitCode.USAGE);

        assertThat(run.output()).contains("1 row with images at addresses, from which the provider of the", "fetches none");
        assertThat(server.received()).isEmpty();
        assertThat(folder.resolve("out/run.db")).doesNotExist();
    }
}

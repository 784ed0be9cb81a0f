package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.TinyImages;
import dev.constitution.runner.wire.BatchableModel;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A turn with images as each provider's API takes it. */
@Timeout(60)
class ImagesOnTheWireTest {
    private static final String DATA = TinyImages.base64(TinyImages.png(0xff0000));
    private static final String ADDRESS = "https://pictures.test/b.png";

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    /**
     * A provider's side.
     *
     * @param place where its requests hold the turn
     * @param turn with the bytes where DATA stands
     * @param byUrl what it makes of an image at an address; empty where it is sent none
     */
    record Api(String model, String place, String turn, String byUrl, String answer) {
        @Override
        public String toString() {
            return model;
        }
    }

    static List<Api> apis() {
        String completion = Completion.of("A dot.").body();
        String parts = """
                {"role":"user","content":[{"type":"text","text":"What is it?"},
                 {"type":"image_url","image_url":%s},{"type":"text","text":"Be brief."}]}""";
        return List.of(
                new Api(
                        "openai:m",
                        "/messages/0",
                        parts.formatted("{\"url\":\"data:image/png;base64,DATA\"}"),
                        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + ADDRESS + "\"}}",
                        completion),
                new Api(
                        "openai-compatible:m",
                        "/messages/0",
                        parts.formatted("{\"url\":\"data:image/png;base64,DATA\"}"),
                        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + ADDRESS + "\"}}",
                        completion),
                new Api(
                        "anthropic:m",
                        "/messages/0",
                        """
                        {"role":"user","content":[{"type":"text","text":"What is it?"},
                         {"type":"image","source":{"type":"base64","media_type":"image/png","data":"DATA"}},
                         {"type":"text","text":"Be brief."}]}""",
                        "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"" + ADDRESS + "\"}}",
                        """
                        {"id":"a","type":"message","role":"assistant","model":"m","stop_reason":"end_turn",
                        "content":[{"type":"text","text":"A dot."}],"usage":{"input_tokens":11,"output_tokens":5}}"""),
                new Api("gemini:m", "/contents/0", """
                        {"role":"user","parts":[{"text":"What is it?"},
                         {"inlineData":{"mimeType":"image/png","data":"DATA"}},{"text":"Be brief."}]}""", "", """
                        {"candidates":[{"content":{"role":"model","parts":[{"text":"A dot."}]},
                        "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":5,"totalTokenCount":16},
                        "modelVersion":"m"}"""),
                new Api(
                        "mistral:m",
                        "/messages/0",
                        """
                        {"role":"user","content":[{"type":"text","text":"What is it?"},
                         {"type":"image_url","image_url":"data:image/png;base64,DATA"},{"type":"text","text":"Be brief."}]}""",
                        "{\"type\":\"image_url\",\"image_url\":\"" + ADDRESS + "\"}",
                        completion),
                new Api(
                        "ollama:m",
                        "/messages/0",
                        "{\"role\":\"user\",\"content\":\"What is it?\\nBe brief.\",\"images\":[\"DATA\"]}",
                        "",
                        """
                        {"model":"m","done":true,"done_reason":"stop","prompt_eval_count":11,"eval_count":5,
                        "message":{"role":"assistant","content":"A dot."}}"""));
    }

    private ChatModel model(Api api) {
        return Models.create(
                ModelSpec.parse(api.model() + "@" + server.url() + "/v1/"),
                new ModelSettings(name -> name.startsWith("OLLAMA") ? null : "key", Duration.ofSeconds(30)));
    }

    private static ChatRequest request(Content... contents) {
        return ChatRequest.builder()
                .messages(UserMessage.from(List.of(contents)))
                .build();
    }

    private static ImageContent data(DetailLevel detail) {
        return ImageContent.from(
                Image.builder().base64Data(DATA).mimeType("image/png").build(), detail);
    }

    @ParameterizedTest
    @MethodSource("apis")
    void chat_turnWithAnImage_isInTheProvidersForm(Api api) {
        server.answerWith(ServerAnswer.ok(api.answer()));
        ChatRequest request =
                request(TextContent.from("What is it?"), data(DetailLevel.AUTO), TextContent.from("Be brief."));

        assertThat(model(api).chat(request).aiMessage().text()).isEqualTo("A dot.");

        JsonNode turn = Json.parse(api.turn().replace("DATA", DATA));
        assertThat(server.received().get(0).body().at(api.place())).isEqualTo(turn);
        if (model(api) instanceof BatchableModel batchable) {
            assertThat(Json.parse(batchable.written(request).body()).at(api.place()))
                    .isEqualTo(turn);
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void chat_imageAtAnAddress_isLeftToTheProviderToFetch(Api api) {
        server.answerWith(ServerAnswer.ok(api.answer()));

        assertThat(Models.has(api.model(), ModelTraits.Ability.IMAGES)).isTrue();
        assertThat(Models.has(api.model(), ModelTraits.Ability.IMAGES_BY_URL))
                .isEqualTo(!api.byUrl().isEmpty());
        if (!api.byUrl().isEmpty()) {
            model(api).chat(request(ImageContent.from(ADDRESS, DetailLevel.AUTO), TextContent.from("What is it?")));
            assertThat(server.received().get(0).body().at(api.place()).path("content"))
                    .first()
                    .isEqualTo(Json.parse(api.byUrl()));
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void chat_answerRecorded_isReadWithoutTheImage(Api api) {
        ImageContent gone = ImageContent.from(
                Image.builder().url("images/gone.png").mimeType("image/png").build(), DetailLevel.AUTO);
        if (model(api) instanceof BatchableModel wire) {
            assertThat(wire.read(request(gone, TextContent.from("What is it?")), api.answer())
                            .aiMessage()
                            .text())
                    .isEqualTo("A dot.");
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void chat_detail_isSaidWhereItCanBe(Api api) {
        server.answerWith(ServerAnswer.ok(api.answer()));

        model(api).chat(request(data(DetailLevel.HIGH), TextContent.from("What is it?")));

        JsonNode detail = server.received().get(0).body().at("/messages/0/content/0/image_url/detail");
        assertThat(detail.asText("")).isEqualTo(api.model().startsWith("openai") ? "high" : "");
    }
}

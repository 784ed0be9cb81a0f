package dev.constitution.runner.model;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.wire.WireModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicProviderTest extends ModelProviderContract {
    private static final ProviderFixture ANTHROPIC = new ProviderFixture(
            "anthropic:claude-haiku",
            Optional.of(new Key("ANTHROPIC_API_KEY", "X-api-key", KEY)),
            """
            {"model":"claude-haiku","system":[{"type":"text","text":"be brief {{x}}"}],
            "messages":[
             {"role":"user","content":[{"type":"text","text":"first \\"q\\" $1"}]},
             {"role":"assistant","content":[{"type":"text","text":"an answer"}]},
             {"role":"user","content":[{"type":"text","text":"second"}]}],
            "max_tokens":17,"stop_sequences":["END"],"temperature":0.5,"top_p":0.9,"stream":false}
            """,
            """
            {"model":"claude-haiku","messages":[{"role":"user","content":[{"type":"text","text":"q"}]}],
            "max_tokens":4096,"stream":false}
            """,
            """
            {"id":"m-1","type":"message","role":"assistant","model":"model-returned",\
            "content":[{"type":"text","text":"TEXT"}],"stop_reason":"REASON","stop_sequence":null,\
            "usage":{"input_tokens":11,"output_tokens":5}}
            """,
            Map.of(
                    "end_turn", FinishReason.STOP,
                    "stop_sequence", FinishReason.STOP,
                    "max_tokens", FinishReason.LENGTH,
                    "model_context_window_exceeded", FinishReason.LENGTH,
                    "ran_dry", FinishReason.OTHER));

    AnthropicProviderTest() {
        super(ANTHROPIC);
    }

    @Test
    void chat_refusal_isContentFiltered() {
        server.answerWith(ANTHROPIC.answer("I cann", "refusal"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }

    @Test
    void chat_refusalWithoutText_isContentFiltered() {
        server.answerWith(ServerAnswer.ok(
                "{\"content\":[],\"stop_reason\":\"refusal\",\"stop_details\":{\"category\":\"cyber\"}}"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }

    @Test
    void chat_thoughts_areNoPartOfTheText() {
        server.answerWith(ServerAnswer.ok(
                "{\"id\":\"m\",\"model\":\"m\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm.\","
                        + "\"signature\":\"x\"},{\"type\":\"text\",\"text\":\"Yes.\"}],\"stop_reason\":\"end_turn\"}"));

        AiMessage answer = model().chat(REQUEST).aiMessage();

        assertThat(answer.text()).isEqualTo("Yes.");
        assertThat(answer.thinking()).isEqualTo("Hm.");
    }

    @Test
    void chat_answerInSeveralTexts_isJoinedAsItStands() {
        server.answerWith(ServerAnswer.ok(
                "{\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"In tw\"},{\"type\":\"text\",\"text\":\"o.\"}],"
                        + "\"stop_reason\":\"end_turn\"}"));

        assertThat(model().chat(REQUEST).aiMessage().text()).isEqualTo("In two.");
    }

    @Test
    void chat_thoughtsBetweenTexts_partThem() {
        server.answerWith(ServerAnswer.ok(
                "{\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"One.\"},{\"type\":\"thinking\",\"thinking\":\"Hm.\","
                        + "\"signature\":\"x\"},{\"type\":\"text\",\"text\":\"Two.\"}],\"stop_reason\":\"end_turn\"}"));

        assertThat(model().chat(REQUEST).aiMessage().text()).isEqualTo("One.\n\nTwo.");
    }

    @Test
    void chat_promptReadFromTheCache_isNotTooLong() {
        String usage = ",\"usage\":{\"input_tokens\":600,\"cache_read_input_tokens\":%d,\"output_tokens\":1}}";
        String answer =
                "{\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"Yes.\"}],\"stop_reason\":\"end_turn\"";
        String prompt = "a word ".repeat(5000);

        server.answerWith(ServerAnswer.ok(answer + usage.formatted(4500)));
        assertThat(model().chat(prompt)).isEqualTo("Yes.");
        server.answerWith(ServerAnswer.ok(answer + usage.formatted(0)));
        assertThatThrownBy(() -> model().chat(prompt)).hasMessageContaining("context window");
    }

    @Test
    void chat_temperatureRefused_isLeftOutFromThenOn() {
        server.answering(request -> request.body().has("temperature")
                ? ServerAnswer.error(400, "`temperature` is deprecated for this model.")
                : ANTHROPIC.hello());
        ChatModel model = model();

        assertThat(model.chat(REQUEST).aiMessage().text()).isEqualTo("Hello.");
        assertThat(model.chat(REQUEST).aiMessage().text()).isEqualTo("Hello.");

        assertThat(server.received()).hasSize(3);
        assertThat(server.received().get(2).body().has("top_p")).isTrue();
    }

    private static final String LONG = "a word ".repeat(700);

    /** A conversation of which other requests share as much as is long enough to be kept, and twice too little. */
    private static ChatRequest shared(String system) {
        List<ChatMessage> messages = Stream.of(
                        Message.user("short").endingBeginning(),
                        Message.assistant("An example."),
                        Message.user(LONG).endingBeginning(),
                        Message.assistant("Understood."),
                        Message.user("the row's own"),
                        Message.assistant("An answer."),
                        Message.user("criticise it").endingBeginning(),
                        Message.assistant("It is rude."),
                        Message.user("revise it"))
                .map(message -> message.readyToSend().carried().orElseThrow())
                .collect(Collectors.toCollection(ArrayList::new));
        if (!system.isEmpty()) {
            messages.add(0, SystemMessage.from(system));
        }
        return ChatRequest.builder().messages(messages).build();
    }

    private static List<Integer> places(@Nullable String places) {
        return places == null
                ? List.of()
                : Stream.of(places.split(" ")).map(Integer::valueOf).toList();
    }

    private static List<Integer> marks(JsonNode parts) {
        JsonNode mark = Json.parse("{\"type\":\"ephemeral\"}");
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).findValues("cache_control").contains(mark))
                .boxed()
                .toList();
    }

    private ChatModel named(String model) {
        return Models.create(
                ModelSpec.parse("anthropic:" + model + "@" + server.url() + "/v1"),
                new ModelSettings(Map.of("ANTHROPIC_API_KEY", KEY)::get, Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "",
            value = {
                // Of 1,024 tokens on; no more than four marks, those of the longest beginnings.
                "claude-sonnet-4-5-20250929 | true | 0 | 0 2 6",
                "claude-sonnet-4-5-20250929 | false | | 2 6",
                "a-model-of-tomorrow | true | 0 | 0 2 6",
                // Of 2,048 and 4,096 on.
                "claude-3-5-haiku-20241022 | true | | 2 6",
                "claude-3-5-haiku-20241022 | false | | ",
                "claude-haiku-4-5-20251001 | true | | ",
            })
    void chat_beginningsThatAreShared_areMarkedWhereLongEnoughToBeKept(
            String model, boolean isSystemLong, @Nullable String ofSystem, @Nullable String ofMessages) {
        assertThat(named(model)
                        .chat(shared(isSystemLong ? LONG : "Be kind."))
                        .aiMessage()
                        .text())
                .isEqualTo("Hello.");

        JsonNode body = server.received().get(0).body();
        assertThat(marks(body.get("system"))).isEqualTo(places(ofSystem));
        assertThat(marks(body.get("messages"))).isEqualTo(places(ofMessages));
        assertThat(body.get("messages").get(6).get("content").get(0).get("text").textValue())
                .isEqualTo("criticise it");
    }

    @Test
    void chat_moreBeginningsThanMarks_marksTheLongest() {
        List<ChatMessage> messages = new ArrayList<>(shared(LONG).messages());
        messages.addAll(messages.subList(1, messages.size()));

        named("claude-sonnet-4-5").chat(ChatRequest.builder().messages(messages).build());

        JsonNode body = server.received().get(0).body();
        assertThat(marks(body.get("system"))).containsExactly(0);
        assertThat(marks(body.get("messages"))).containsExactly(9, 11, 15);
    }

    @Test
    void chat_marksRefused_areLeftOutFromThenOn() {
        server.answering(request -> request.body().toString().contains("cache_control")
                ? ServerAnswer.error(400, "messages.2.content.0.text.cache_control: Extra inputs are not permitted")
                : ANTHROPIC.hello());
        ChatModel model = named("claude-sonnet-4-5");

        assertThat(model.chat(shared(LONG)).aiMessage().text()).isEqualTo("Hello.");
        assertThat(model.chat(shared(LONG)).aiMessage().text()).isEqualTo("Hello.");

        assertThat(server.received()).hasSize(3);
        assertThat(((WireModel) model).notes()).singleElement().asString().startsWith("cache_control is left out");
    }
}

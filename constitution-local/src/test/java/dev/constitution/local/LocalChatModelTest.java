package dev.constitution.local;

import static dev.constitution.local.Embedded.MODEL;
import static dev.constitution.local.Embedded.greedy;
import static dev.constitution.local.Embedded.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.LogprobMetadata;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalChatModelTest {
    private static final String CAPITAL = "What is the capital of France?";

    @Test
    void chat_question_answersWithUsageReasonAndName() {
        ChatResponse response = MODEL.chat(request(greedy(), CAPITAL));

        assertThat(response.aiMessage().text()).isEqualTo("The capital of France is Paris.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(16);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(7);
        assertThat(response.modelName()).isEqualTo("SmolLM2-135M-Instruct.Q4_1");
    }

    @Test
    void chat_plainString_answers() {
        assertThat(MODEL.chat(CAPITAL)).contains("Paris");
    }

    @Test
    void chat_sameSeedAtHighTemperature_givesTheSameText() {
        ChatRequest request = request(hot(7), "Tell me about the sea.");

        assertThat(text(request))
                .isEqualTo(text(request))
                .isNotEqualTo(text(request(hot(8), "Tell me about the sea.")));
    }

    @Test
    void chat_noSeed_isSeedZero() {
        assertThat(text(request(SamplingParameters.builder().temperature(1.5).maxOutputTokens(20), CAPITAL)))
                .isEqualTo(text(request(hot(0), CAPITAL)));
    }

    @Test
    void chat_manyThreadsOnTwoContexts_givesWhatOneThreadGives() {
        List<ChatRequest> requests = IntStream.range(0, 12)
                .mapToObj(i -> request(
                        hot(i).topLogprobs(2),
                        SystemMessage.from("Be brief."),
                        UserMessage.from("Say something about the number " + i % 5 + ".")))
                .toList();
        List<String> alone = requests.stream().map(LocalChatModelTest::outcome).toList();

        List<String> together =
                requests.parallelStream().map(LocalChatModelTest::outcome).toList();

        IntStream.range(0, requests.size())
                .forEach(i -> assertThat(together.get(i)).as("request " + i).isEqualTo(alone.get(i)));
    }

    @Test
    void chat_trailingAiMessage_isContinued() {
        ChatResponse response = MODEL.chat(request(
                greedy().maxOutputTokens(3), UserMessage.from(CAPITAL), AiMessage.from("The capital of France is")));

        assertThat(response.aiMessage().text()).startsWith(" Paris");
    }

    @Test
    void chat_maxOutputTokens_endsWithLength() {
        ChatResponse response = MODEL.chat(request(greedy().maxOutputTokens(3), CAPITAL));

        assertThat(response.aiMessage().text()).isEqualTo("The capital of");
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(3);
    }

    @Test
    void chat_stopSequence_endsBeforeIt() {
        ChatResponse response =
                MODEL.chat(request(greedy().stopSequences(" is Par", "zzz").topLogprobs(1), CAPITAL));

        assertThat(response.aiMessage().text()).isEqualTo("The capital of France");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(logprobs(response))
                .extracting(TokenLogprobs::token)
                .containsExactly("The", " capital", " of", " France");
    }

    @Test
    void chat_topLogprobs_reportsTheModelsOwnDistribution() {
        ChatRequest penalised = request(greedy().repeatPenalty(1.2).topLogprobs(5), CAPITAL);
        ChatRequest hot = request(hot(3).repeatPenalty(1.0).topLogprobs(5), CAPITAL);

        List<TokenLogprobs> entries = logprobs(MODEL.chat(penalised));

        assertThat(entries.get(0))
                .isEqualTo(logprobs(MODEL.chat(request(greedy().topLogprobs(5), CAPITAL)))
                        .get(0));
        assertThat(entries.get(0).top())
                .isEqualTo(logprobs(MODEL.chat(hot)).get(0).top());
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.logprob()).isNegative();
            assertThat(entry.top()).hasSize(5).isSortedAccordingTo((a, b) -> Double.compare(b.logprob(), a.logprob()));
            assertThat(entry.top().stream()
                            .mapToDouble(c -> Math.exp(c.logprob()))
                            .sum())
                    .isLessThanOrEqualTo(1 + 1e-9);
        });
    }

    @Test
    void chat_allLogprobs_sumToOne() {
        ChatRequest request = request(greedy().topLogprobs(49_152).maxOutputTokens(1), CAPITAL);

        double sum = logprobs(MODEL.chat(request)).get(0).top().stream()
                .mapToDouble(c -> Math.exp(c.logprob()))
                .sum();

        assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
    }

    @Test
    void chat_noTopLogprobs_reportsNone() {
        assertThat(logprobs(MODEL.chat(request(greedy(), CAPITAL)))).isEmpty();
    }

    @Test
    void chat_promptLargerThanContext_throwsWithBothNumbers() {
        assertThatThrownBy(() -> MODEL.chat("word ".repeat(3000)))
                .isInstanceOf(ContextOverflowException.class)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageMatching("the prompt has 30\\d\\d tokens, and the context of 2048 must hold .*");
    }

    @Test
    void chat_contextFullBeforeMaxOutputTokens_endsWithLength() {
        try (LocalChatModel small = LocalChatModel.builder()
                .modelFile(Embedded.FILE)
                .contextTokens(64)
                .build()) {
            ChatResponse response = small.chat(request(
                    greedy().maxOutputTokens(1000).repeatPenalty(1.3), "Write a very long story about the sea."));

            assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
            // The last token is drawn from a full context and not evaluated.
            assertThat(response.tokenUsage().totalTokenCount()).isEqualTo(65);
        }
    }

    @Test
    void chat_tinyContexts_overflowOrAnswer() {
        for (int tokens : new int[] {1, 17, 33}) {
            try (LocalChatModel tiny = LocalChatModel.builder()
                    .modelFile(Embedded.FILE)
                    .contextTokens(tokens)
                    .build()) {
                if (tokens <= 16) {
                    assertThatThrownBy(() -> tiny.chat(CAPITAL)).isInstanceOf(ContextOverflowException.class);
                } else {
                    assertThat(tiny.chat(CAPITAL)).startsWith("The capital");
                }
            }
        }
    }

    @Test
    void chat_unsupportedFeatures_areNamed() {
        ChatRequest tools = ChatRequest.builder()
                .messages(UserMessage.from("x"))
                .toolSpecifications(ToolSpecification.builder().name("t").build())
                .build();
        ChatRequest json = ChatRequest.builder()
                .messages(UserMessage.from("x"))
                .responseFormat(ResponseFormat.JSON)
                .build();
        ChatRequest image = ChatRequest.builder()
                .messages(UserMessage.from(TextContent.from("x"), ImageContent.from("aGk=", "image/png")))
                .build();

        assertUnsupported(tools, "tools");
        assertUnsupported(json, "JSON");
        assertUnsupported(image, "IMAGE");
        assertUnsupported(request(greedy().presencePenalty(1.0), "x"), "presencePenalty");
    }

    @Test
    void chat_parametersOutOfRange_areRefusedInJava() {
        assertInvalid(greedy().temperature(Double.NaN), "temperature");
        assertInvalid(greedy().temperature(-1.0), "temperature");
        assertInvalid(greedy().topP(0.0), "topP");
        assertInvalid(greedy().topK(0), "topK");
        assertInvalid(greedy().maxOutputTokens(0), "maxOutputTokens");
        assertInvalid(greedy().stopSequences(""), "stop sequence");
    }

    @Test
    void build_contextLargerThanTrained_throwsWithTheLimit() {
        assertThatThrownBy(() -> LocalChatModel.builder()
                        .modelFile(Embedded.FILE)
                        .contextTokens(8193)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 8192");
    }

    @Test
    void chat_afterClosingTwice_throws() {
        LocalChatModel model =
                LocalChatModel.builder().modelFile(Embedded.FILE).contexts(1).build();
        assertThat(model.chat(CAPITAL)).contains("Paris");

        model.close();
        model.close();

        assertThatThrownBy(() -> model.chat(CAPITAL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has been closed; open a new one");
    }

    private static void assertUnsupported(ChatRequest request, String feature) {
        assertThatThrownBy(() -> MODEL.chat(request))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining(feature);
    }

    private static void assertInvalid(SamplingParameters.Builder parameters, String name) {
        assertThatThrownBy(() -> MODEL.chat(request(parameters, "x")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(name);
    }

    private static SamplingParameters.Builder hot(long seed) {
        return SamplingParameters.builder().seed(seed).temperature(1.5).maxOutputTokens(20);
    }

    private static String text(ChatRequest request) {
        return MODEL.chat(request).aiMessage().text();
    }

    private static String outcome(ChatRequest request) {
        ChatResponse response = MODEL.chat(request);
        return response.aiMessage().text() + "#" + logprobs(response).hashCode();
    }

    private static List<TokenLogprobs> logprobs(ChatResponse response) {
        return ((LogprobMetadata) response.metadata()).logprobs();
    }
}

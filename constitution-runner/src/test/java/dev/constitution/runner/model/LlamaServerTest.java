package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.LogprobMetadata;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.judge.AnswerPair;
import dev.constitution.judge.JudgeCalls;
import dev.constitution.judge.ModelJudge;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Principle;
import dev.constitution.runner.testing.LlamaServer;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chats with a real server over HTTP, by name. */
class LlamaServerTest {
    @AutoClose
    private static LlamaServer server;

    private static ChatModel model;

    @BeforeAll
    static void start() throws IOException {
        server = LlamaServer.start();
        model = Models.create(server.model());
    }

    @Test
    void chat_question_isAnsweredWithUsage() {
        ChatResponse response = chat(
                "What is 2 plus 2?",
                parameters().temperature(0.0).maxOutputTokens(60).stopSequences("."));

        assertThat(response.aiMessage().text()).isNotBlank();
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.tokenUsage().inputTokenCount()).isPositive();
        assertThat(response.tokenUsage().outputTokenCount()).isPositive();
        assertThat(response.modelName()).isNotBlank();
    }

    @Test
    void chat_temperatureZero_givesTheSameAnswerTwice() {
        SamplingParameters.Builder parameters =
                parameters().temperature(0.0).maxOutputTokens(12).seed(1L);

        assertThat(chat("Name a colour.", parameters).aiMessage().text())
                .isEqualTo(chat("Name a colour.", parameters).aiMessage().text());
    }

    @Test
    void chat_seed_decidesTheSample() {
        List<String> samples = List.of(sample(5), sample(5), sample(6));

        assertThat(samples.get(1)).isEqualTo(samples.get(0));
        assertThat(samples.get(2)).isNotEqualTo(samples.get(0));
    }

    private static String sample(long seed) {
        return chat(
                        "Tell me a story.",
                        parameters().temperature(1.5).maxOutputTokens(12).seed(seed))
                .aiMessage()
                .text();
    }

    @Test
    void chat_topLogprobs_areGivenForEachToken() {
        ChatResponse response = chat(
                "Answer A or B.",
                parameters().temperature(0.0).maxOutputTokens(3).topLogprobs(4));

        List<LogprobMetadata.TokenLogprobs> logprobs = ((LogprobMetadata) response.metadata()).logprobs();
        assertThat(logprobs).hasSize(3).allSatisfy(token -> {
            assertThat(token.top()).hasSize(4).isSortedAccordingTo((a, b) -> Double.compare(b.logprob(), a.logprob()));
            assertThat(token.logprob()).isNotPositive();
        });
        assertThat(response.aiMessage().text())
                .startsWith(logprobs.get(0).token().strip());
    }

    @Test
    void judge_overHttp_readsTheLettersLogprobsInBothOrders() throws Exception {
        Verdict verdict = ModelJudge.builder()
                .model(model)
                .shape(PromptShape.small())
                .method(ModelJudge.Method.LOGPROBS)
                .build()
                .inBothOrders()
                .judge(
                        new AnswerPair(Prompt.of("p", "Is the earth flat?"), "No, it is round.", "Yes, it is flat."),
                        Principle.of("true", "A good answer is true."),
                        JudgeCalls.of("p", 0, ModelCaller.direct()));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Preference.class, preference -> {
            assertThat(preference.probability()).isStrictlyBetween(0.0, 1.0);
            assertThat(preference.order()).isPresent();
        });
    }

    @Test
    void chat_tokenLimit_endsForLength() {
        assertThat(chat("Count to one hundred.", parameters().temperature(0.0).maxOutputTokens(4))
                        .finishReason())
                .isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void chat_promptBeyondTheContext_isAnInvalidRequest() {
        assertThatThrownBy(() -> chat("word ".repeat(9000), parameters())).isInstanceOf(InvalidRequestException.class);
    }

    private static SamplingParameters.Builder parameters() {
        return SamplingParameters.builder();
    }

    private static ChatResponse chat(String question, SamplingParameters.Builder parameters) {
        return model.chat(ChatRequest.builder()
                .messages(UserMessage.from(question))
                .parameters(parameters.build())
                .build());
    }
}

package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrefixReuseTest {
    private static final String CRITIQUE = "Criticise your answer: how could it be harmful or wrong?";
    private static final String REVISION = "Now rewrite your answer, so that it is better.";

    private LlamaModel model;
    private PromptEncoder encoder;

    @BeforeAll
    void load() {
        model = LlamaModel.load(LlamaRuntime.api(), Embedded.FILE);
        encoder = new PromptEncoder(model, ChatTemplate.of(model));
    }

    @AfterAll
    void free() {
        model.free();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I keep my neighbour's dog quiet?",
                "Is it okay to read my daughter's diary?",
                "Name three colours."
            })
    void prefill_conversationThatGrows_givesTheLogitsOfAnEmptyContext(String question) {
        LlamaContext warm = model.newContext(2048, 1);
        List<Turn> turns = new ArrayList<>(List.of(new Turn("system", "You are kind."), new Turn("user", question)));
        int reused = 0;
        for (String next : List.of(CRITIQUE, REVISION, CRITIQUE)) {
            List<int[]> prompt = encoder.encode(turns);
            LlamaContext cold = model.newContext(2048, 1);

            int reusedNow = warm.prefill(prompt, new Cancellation());
            cold.prefill(prompt, new Cancellation());

            assertThat(warm.logits()).isEqualTo(cold.logits());
            assertThat(generate(warm)).isEqualTo(generate(cold));
            assertThat(reusedNow).isGreaterThanOrEqualTo(reused);
            reused = reusedNow;
            turns.add(new Turn("assistant", "It is simple, I think, in the end. ".repeat(turns.size())));
            turns.add(new Turn("user", next));
            cold.free();
        }
        assertThat(reused).isGreaterThan(60);
        warm.free();
    }

    @Test
    void prefill_messageOfSeveralBatches_isReusedBitForBit() {
        List<Turn> turns = List.of(
                new Turn("system", "The sea is wide and deep. ".repeat(80)), new Turn("user", "What is the sea?"));
        List<int[]> prompt = encoder.encode(turns);
        LlamaContext context = model.newContext(2048, 1);
        context.prefill(prompt, new Cancellation());
        float[] cold = context.logits().clone();
        generate(context);

        int reused = context.prefill(prompt, new Cancellation());

        assertThat(reused).isGreaterThan(LlamaContext.MAX_BATCH);
        assertThat(context.logits()).isEqualTo(cold);
        context.free();
    }

    @Test
    void prefill_afterCancelledOne_givesTheLogitsOfAnEmptyContext() {
        List<int[]> prompt = encoder.encode(List.of(new Turn("user", "What is the sea?")));
        LlamaContext context = model.newContext(512, 1);
        context.prefill(prompt, new Cancellation());
        float[] cold = context.logits().clone();
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        assertThatThrownBy(() -> context.prefill(prompt, cancelled)).isInstanceOf(CancelledException.class);

        context.prefill(prompt, new Cancellation());

        assertThat(context.logits()).isEqualTo(cold);
        context.free();
    }

    @Test
    void take_severalFreeContexts_givesTheOneWithTheLongestCommonBeginning() {
        ContextPool pool = new ContextPool(2, () -> model.newContext(512, 1));
        List<int[]> fox = encoder.encode(List.of(new Turn("system", "Be brief."), new Turn("user", "What is a fox?")));
        List<int[]> tea = encoder.encode(List.of(new Turn("system", "Be brief."), new Turn("user", "What is tea?")));
        LlamaContext first = pool.take(fox);
        LlamaContext second = pool.take(tea);
        first.prefill(fox, new Cancellation());
        second.prefill(tea, new Cancellation());
        pool.giveBack(second);
        pool.giveBack(first);

        LlamaContext forFox = pool.take(fox);
        LlamaContext forTea = pool.take(tea);

        assertThat(forFox).isSameAs(first);
        assertThat(forTea).isSameAs(second);
        pool.giveBack(forFox);
        pool.giveBack(forTea);
        pool.free();
    }

    @Test
    void chat_conversationThatGrows_reportsCachedTokensAndAnswersAsAFreshModel() {
        List<ChatMessage> messages = new ArrayList<>(
                List.of(SystemMessage.from("You are kind."), UserMessage.from("How do I make a friend?")));
        try (LocalChatModel warm = open()) {
            int cached = 0;
            for (String next : List.of(CRITIQUE, REVISION)) {
                ChatRequest request = Embedded.request(
                        SamplingParameters.builder().seed(5L).topLogprobs(2).maxOutputTokens(40),
                        messages.toArray(new ChatMessage[0]));
                ChatResponse answer = warm.chat(request);
                try (LocalChatModel cold = open()) {
                    ChatResponse coldAnswer = cold.chat(request);
                    assertThat(answer.aiMessage()).isEqualTo(coldAnswer.aiMessage());
                    assertThat(metadata(answer).logprobs())
                            .isEqualTo(metadata(coldAnswer).logprobs());
                    assertThat(metadata(coldAnswer).cachedPromptTokens()).isZero();
                }
                cached = metadata(answer).cachedPromptTokens();
                messages.add(AiMessage.from(answer.aiMessage().text()));
                messages.add(UserMessage.from(next));
            }
            assertThat(cached).isPositive();
        }
    }

    private List<Integer> generate(LlamaContext context) {
        Sampler sampler = new Sampler(new SamplingSettings(1, 0.8, 0.95, 40, 1));
        List<Integer> tokens = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int token = sampler.next(context.logits());
            tokens.add(token);
            context.step(token, new Cancellation());
        }
        return tokens;
    }

    private static LocalChatModel open() {
        return LocalChatModel.builder()
                .modelFile(Embedded.FILE)
                .contexts(1)
                .contextTokens(512)
                .build();
    }

    private static LocalChatResponseMetadata metadata(ChatResponse response) {
        return (LocalChatResponseMetadata) response.metadata();
    }
}

package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.testing.Calls;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.threads.StopSwitch;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final TreeMap<String, String> MINI = new TreeMap<>(Map.of("generator", "openai:gpt-4o-mini"));

    private static RunCost upTo(String usd) {
        return new RunCost(Prices.builtIn(), MINI, Optional.of(Cost.of(usd)), OptionalLong.empty());
    }

    private static RunCost upTo(long tokens) {
        return new RunCost(Prices.builtIn(), MINI, Optional.empty(), OptionalLong.of(tokens));
    }

    /** A call of 104 tokens in, as estimated, and at most 100 out. */
    private static PendingCall call(EchoModel model) {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("a".repeat(400)))
                .parameters(SamplingParameters.builder().maxOutputTokens(100).build())
                .build();
        return Calls.pending(new ModelCall("p", ModelRole.GENERATOR, "generate", model, request));
    }

    private static ChatResponse answer(TokenUsage usage) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("b".repeat(80)))
                .tokenUsage(usage)
                .build();
    }

    @Test
    void call_withinTheBounds_isSettledWithRealUsage() throws Exception {
        CostMeter meter = new CostMeter(upTo(1000));
        Budget budget = new Budget(
                Calls.metered(Calls.sender(call -> answer(new TokenUsage(50, 10))), meter),
                upTo(1000),
                meter,
                new StopSwitch());

        for (int i = 0; i < 15; i++) {
            budget.send(call(new EchoModel()));
        }

        assertThat(meter.spent().amount().tokens()).isEqualTo(900);
        assertThat(meter.spent().cost()).isEqualTo(Cost.of("0.0002025"));
        assertThatThrownBy(() -> budget.send(call(new EchoModel())))
                .isInstanceOf(RunStopException.class)
                .hasMessageContaining("900 tokens are spent, and the next call may take 114 tokens")
                .hasMessageContaining("--max-run-tokens");
    }

    @Test
    void call_costBound_isKept() throws Exception {
        // 104 tokens in at 0.15 and 100 out at 0.60 a million are set aside: 0.0000756.
        CostMeter meter = new CostMeter(upTo("0.00009"));
        Budget budget = new Budget(
                Calls.metered(Calls.sender(call -> answer(new TokenUsage(104, 100))), meter),
                upTo("0.00009"),
                meter,
                new StopSwitch());

        budget.send(call(new EchoModel()));

        assertThat(meter.spent().cost()).isEqualTo(Cost.of("0.0000756"));
        assertThatThrownBy(() -> budget.send(call(new EchoModel())))
                .isInstanceOf(RunStopException.class)
                .hasMessageContaining("the budget of $0.00009 is used up: $0.0000756 is spent")
                .hasMessageContaining("--max-cost");
    }

    @Test
    void call_withoutUsage_isCountedAsEstimateNeverAsNothing() throws Exception {
        CostMeter meter = new CostMeter(upTo(1000));
        List<TokenUsage> usages =
                Arrays.asList(null, new TokenUsage(null, null), new TokenUsage(-5, 7), new TokenUsage(104, null));
        for (TokenUsage usage : usages) {
            new Budget(Calls.metered(Calls.sender(call -> answer(usage)), meter), upTo(10_000), meter, new StopSwitch())
                    .send(call(new EchoModel()));
        }

        assertThat(meter.spent().estimated()).isEqualTo(4);
        assertThat(meter.spent().amount().inputTokens()).isEqualTo(4 * 104);
        assertThat(meter.spent().amount().outputTokens()).isEqualTo(20 + 20 + 7 + 20);
    }

    @Test
    void call_hiddenReasoning_isPaidAsOutput() throws Exception {
        CostMeter meter = new CostMeter(upTo(10_000));
        new Budget(
                        Calls.metered(Calls.sender(call -> answer(new TokenUsage(100, 20, 620))), meter),
                        upTo(10_000),
                        meter,
                        new StopSwitch())
                .send(call(new EchoModel()));

        assertThat(meter.spent().amount().outputTokens()).isEqualTo(520);
    }

    @Test
    void call_failed_freesWhatWasSetAsideAndIsCounted() throws Exception {
        CostMeter meter = new CostMeter(upTo(210));
        Budget failing = new Budget(
                pending -> {
                    throw new InternalServerException("overloaded");
                },
                upTo(210),
                meter,
                new StopSwitch());

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> failing.send(call(new EchoModel()))).isInstanceOf(InternalServerException.class);
        }

        assertThat(meter.unanswered()).isEqualTo(3);
        assertThat(meter.spent().amount()).isEqualTo(Amount.NONE);
    }

    @Test
    void call_answeredMalformed_isReservedAndCountedEachTime() {
        CostMeter meter = new CostMeter(upTo(1000));
        Budget budget = new Budget(
                pending -> {
                    meter.add("generator", new CallUsage(new Amount(1, 100, 0, 200, 400, 0), 0)); // as a recorder does
                    throw new MalformedAnswerException("{", new IllegalStateException("it breaks off"));
                },
                upTo(1000),
                meter,
                new StopSwitch());

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> budget.send(call(new EchoModel()))).isInstanceOf(MalformedAnswerException.class);
        }

        assertThatThrownBy(() -> budget.send(call(new EchoModel())))
                .isInstanceOf(RunStopException.class)
                .hasMessageContaining("900 tokens are spent");
        assertThat(meter.unanswered()).isZero();
    }

    @Test
    void call_runStopsWhileItWaits_isNotSent() throws Exception {
        StopSwitch stop = new StopSwitch();
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        Budget budget = new Budget(
                pending -> {
                    requests.incrementAndGet();
                    sent.countDown();
                    answered.await();
                    throw new InternalServerException("overloaded");
                },
                upTo(300),
                new CostMeter(upTo(300)),
                stop);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = threads.submit(() -> budget.send(call(new EchoModel())));
            sent.await();
            Future<?> second = threads.submit(() -> budget.send(call(new EchoModel())));
            stop.stop(new RunStop(ExitCode.INTERRUPTED, "interrupted"));
            answered.countDown();

            assertThatThrownBy(first::get).hasCauseInstanceOf(InternalServerException.class);
            assertThatThrownBy(second::get).hasCauseInstanceOf(RunStopException.class);
            assertThat(requests).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }
}

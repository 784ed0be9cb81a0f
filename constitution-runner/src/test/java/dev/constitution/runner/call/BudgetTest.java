package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.cost.SpentText;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.Calls;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.wire.RawAnswer;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    private static final TreeMap<String, String> MINI = models("openai:gpt-4o-mini");

    @TempDir
    private Path folder;

    private static TreeMap<String, String> models(String name) {
        TreeMap<String, String> models = new TreeMap<>();
        for (String role : List.of("generator", "critic", "reviser")) {
            models.put(role, name);
        }
        return models;
    }

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
        Budget budget = new Budget(Calls.sender(call -> answer(new TokenUsage(50, 10))), upTo(1000), meter);

        for (int i = 0; i < 14; i++) {
            budget.send(call(new EchoModel()));
        }

        assertThat(meter.spent().amount().tokens()).isEqualTo(840);
        assertThat(meter.spent().cost()).isEqualTo(Cost.of("0.000189"));
        assertThatThrownBy(() -> budget.send(call(new EchoModel())))
                .isInstanceOf(RunStopException.class)
                .hasMessageContaining("840 tokens are spent, and the next call may take 204 tokens")
                .hasMessageContaining("--max-run-tokens");
    }

    @Test
    void call_costBound_isKept() throws Exception {
        // 104 tokens in at 0.15 and 100 out at 0.60 a million are set aside: 0.0000756.
        CostMeter meter = new CostMeter(upTo("0.00009"));
        Budget budget = new Budget(Calls.sender(call -> answer(new TokenUsage(104, 100))), upTo("0.00009"), meter);

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
            new Budget(Calls.sender(call -> answer(usage)), upTo(10_000), meter).send(call(new EchoModel()));
        }

        assertThat(meter.spent().estimated()).isEqualTo(4);
        assertThat(meter.spent().amount().inputTokens()).isEqualTo(4 * 104);
        assertThat(meter.spent().amount().outputTokens()).isEqualTo(20 + 20 + 7 + 20);
    }

    @Test
    void call_hiddenReasoning_isPaidAsOutput() throws Exception {
        CostMeter meter = new CostMeter(upTo(10_000));
        new Budget(Calls.sender(call -> answer(new TokenUsage(100, 20, 620))), upTo(10_000), meter)
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
                meter);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> failing.send(call(new EchoModel()))).isInstanceOf(InternalServerException.class);
        }

        assertThat(meter.spent().failed()).isEqualTo(3);
        assertThat(meter.spent().amount()).isEqualTo(Amount.NONE);
    }

    @Test
    void runCost_unknownPriceWithMaxCost_isRefusedWithWhatToDo() {
        assertThatThrownBy(() -> new RunCost(
                        Prices.builtIn(), models("openai:gpt-99"), Optional.of(Cost.of("1")), OptionalLong.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--max-cost needs the price of openai:gpt-99, which is unknown")
                .hasMessageContaining("\"openai:gpt-99\": {input: USD, output: USD}")
                .hasMessageContaining("--max-run-tokens");
    }

    @Test
    void spent_unknownPrice_isNamedAndNotPriced() {
        CostMeter meter = new CostMeter(RunCost.unbounded(models("openai:gpt-99")));
        meter.add("critic", new CallUsage(new Amount(1, 10, 0, 10, 40, 40), 0));

        assertThat(meter.spent().isPriced()).isFalse();
        assertThat(meter.spent().projected(1, 10)).isEmpty();
        assertThat(new SpentText(meter.spent(), 1).summary(10))
                .isEqualTo("cost: unknown, since the price table lacks openai:gpt-99 (add it with --prices FILE),"
                        + " for 10 tokens in and 10 tokens out");
    }

    @Test
    void of_storedCallsWithoutUsage_keepTheirEstimates() throws Exception {
        ModelCall call = call(new EchoModel()).call();
        CallUsage usage = CallUsage.of(call.request(), answer(null));
        try (RunStore store = RunStore.open(folder.resolve("out"))) {
            for (int row = 0; row < 2; row++) {
                CallRecord stored = new CallRecord(
                        row, 0, "p", "generate", "generator", "h", new RawAnswer(RawAnswer.Form.REPLY, "{}", 1), false);
                store.writer().call(stored);
                store.writer().usage(stored.key(), usage);
            }
            store.writer().meta("after", "both are written"); // writes are in order

            CostMeter meter = new CostMeter(upTo(1000));
            store.usage(meter::add);
            Spent spent = meter.spent();

            assertThat(usage).isEqualTo(new CallUsage(new Amount(1, 104, 0, 20, 400, 80), 1));
            assertThat(spent.amount()).isEqualTo(usage.amount().plus(usage.amount()));
            assertThat(spent.estimated()).isEqualTo(2);
        }
    }

    @Test
    void summary_limitedRun_saysWhatAllRowsCost() {
        CostMeter meter = new CostMeter(upTo(1000));
        meter.add("generator", new CallUsage(new Amount(1, 1_000_000, 0, 0, 1, 1), 0));

        assertThat(new SpentText(meter.spent(), 3).summary(1000))
                .isEqualTo("cost: $0.15 for 1,000,000 tokens in and 0 tokens out;"
                        + " at this rate all 1,000 rows cost about $50.00");
        assertThat(new SpentText(meter.spent(), 3).progress(30)).isEqualTo("$0.15 spent, about $1.50 in all");
    }

    private Run run(EchoModel model, int concurrency, RunCost cost) {
        CritiqueRevision stage = CritiqueRevision.builder()
                .constitution(Constitution.of("kind", List.of(Principle.of("kind", "Be kind."))))
                .model(model)
                .sampling(Sampling.MODEL_DEFAULTS.withMaxTokens(20))
                .rounds(2)
                .build();
        return Run.builder()
                .prompts(PromptSource.of(folder.resolve("prompts.jsonl")))
                .stage(stage)
                .directory(folder.resolve("out"))
                .provenance(new Provenance("kind", "f", MINI, 7))
                .concurrency(concurrency)
                .cost(cost)
                .build();
    }

    private void writePrompts(int rows) throws Exception {
        RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void execute_budgetUsedUp_stopsResumablyAndCountsEarlierStarts(int concurrency) throws Exception {
        writePrompts(20);
        RunResult all = run(new EchoModel(), 4, upTo(1_000_000_000)).execute();
        long needed = all.spent().amount().tokens();
        long largest = all.spent().amount().tokens() / all.calls() * 4;
        deleteRun();

        EchoModel model = new EchoModel();
        RunResult stopped = run(model, concurrency, upTo(needed / 2)).execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.BUDGET);
        assertThat(stopped.stopped().orElseThrow().message()).contains("go on with a higher --max-run-tokens");
        assertThat(stopped.spent().amount().tokens()).isLessThanOrEqualTo(needed / 2 + concurrency * largest);
        assertThat(stopped.outcomes().of(OutcomeKind.FAILED)).isZero();
        CommandLineHarness.requireSound(
                folder.resolve("out"), 20, (int) stopped.outcomes().total());

        EchoModel again = new EchoModel();
        RunResult same = run(again, concurrency, upTo(needed / 2)).execute();
        assertThat(same.exitCode()).isEqualTo(ExitCode.BUDGET);
        assertThat(same.spent().amount().requests()).isEqualTo(model.calls() + again.calls());
        assertThat(again.calls()).isLessThan(20);

        RunResult resumed =
                run(new EchoModel(), concurrency, upTo(1_000_000_000)).execute();
        assertThat(resumed.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(resumed.spent().amount()).isEqualTo(all.spent().amount());
        assertThat(resumed.spent().cost()).isEqualTo(all.spent().cost());
    }

    private void deleteRun() throws Exception {
        try (var files = Files.list(folder.resolve("out"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}

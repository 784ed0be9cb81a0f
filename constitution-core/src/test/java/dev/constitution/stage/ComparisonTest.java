package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.judge.TieRule;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.stage.Outcome.Compared;
import dev.constitution.stage.Outcome.Failed;
import dev.constitution.stage.Outcome.Rejected;
import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.LetterModel;
import dev.constitution.testing.ScriptedModel;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ComparisonTest {
    private static final Prompt PROMPT = Prompt.of("p1", "How do I get even with a rude neighbour?");
    private static final Constitution ONE = Constitution.of("one", List.of(Principle.of("calm", "Be calm.")));
    private static final Constitution FIVE = Constitution.of(
            "five",
            List.of("a", "b", "c", "d", "e").stream()
                    .map(id -> Principle.of(id, id))
                    .toList());

    /** Prefers the answer of the higher worth, with this probability. */
    private static Judge byWorth(double probability, Map<String, Integer> worths) {
        return (pair, principle, calls) -> {
            int difference = worths.getOrDefault(pair.a(), 0) - worths.getOrDefault(pair.b(), 0);
            return Verdict.byRule(difference == 0 ? 0.5 : difference > 0 ? probability : 1 - probability);
        };
    }

    private static Comparison.Builder stage(ChatModel model, Judge judge) {
        return Comparison.builder().model(model).judge(ConstitutionalJudge.of(judge, ONE));
    }

    private static Trace.OfComparison trace(Outcome outcome) {
        return (Trace.OfComparison) outcome.trace();
    }

    @Test
    void run_judgePrefersOne_pairsItWithTheSoftLabel() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("Paint his car.", "Talk to him.");

        Outcome outcome =
                stage(model, byWorth(0.8, Map.of("Talk to him.", 1))).build().run(PROMPT);

        assertThat(outcome).isInstanceOfSatisfying(Compared.class, pair -> {
            assertThat(pair.chosen()).isEqualTo("Talk to him.");
            assertThat(pair.rejected()).isEqualTo("Paint his car.");
            assertThat(pair.probability()).hasValue(0.8);
            assertThat(pair.principles()).containsExactly("calm");
        });
        assertThat(trace(outcome).answers()).extracting(Reply::step).containsExactly("generate/1", "generate/2");
        assertThat(trace(outcome).comparisons()).hasSize(1);
    }

    @Test
    void run_anyProbability_labelIsMonotoneInIt() throws InterruptedException {
        double last = 0;
        for (int i = 0; i <= 100; i++) {
            double p = i / 100.0;
            Outcome outcome = stage(
                            ScriptedModel.answering("one", "two"), (pair, principle, calls) -> Verdict.byRule(p))
                    .build()
                    .run(PROMPT);
            if (outcome instanceof Compared pair) {
                double label = pair.probability().orElseThrow();
                assertThat(pair.chosen()).isEqualTo(p > 0.5 ? "one" : "two");
                double first = pair.chosen().equals("one") ? label : 1 - label;
                assertThat(first).isGreaterThan(last - 1e-12);
                last = first;
            } else {
                assertThat(p).isBetween(0.45, 0.55);
                assertThat(((Rejected) outcome).gate()).isEqualTo("tie");
            }
        }
        assertThat(last).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void run_callsOnThreads_areMadeAtOnceAndGiveTheSame() throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Outcome inTurn = comparedByVotes(new CyclicBarrier(1)).run(PROMPT);
            Outcome atOnce = comparedByVotes(new CyclicBarrier(4))
                    .run(PROMPT, ModelCaller.direct().on(threads));

            assertThat(inTurn).isInstanceOf(Compared.class);
            assertThat(atOnce).isEqualTo(inTurn);
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Four answers in a letter that the seed draws, judged under two principles in both orders by two votes each: always four
     * calls or more do not need each other, and none is answered before so many are made.
     */
    private static Comparison comparedByVotes(CyclicBarrier together) {
        ChatModel writer = new AnsweringModel(request -> {
            await(together);
            return AnsweringModel.response("answer " + ((SamplingParameters) request.parameters()).seed());
        });
        LetterModel letters = new LetterModel(false, shown -> shown.a().compareTo(shown.b()) < 0 ? 1 : 0);
        ChatModel voter = new AnsweringModel(request -> {
            await(together);
            return letters.doChat(request);
        });
        Judge judge = ModelJudge.builder()
                .model(voter)
                .method(ModelJudge.Method.VOTES)
                .build()
                .inBothOrders();
        return Comparison.builder()
                .model(writer)
                .judge(new ConstitutionalJudge(judge, FIVE, PrincipleSelector.random(2), 0))
                .samples(4)
                .build();
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void run_judgeGoesByPosition_isATieThatKeepsItsVerdict() throws InterruptedException {
        Judge judge = ((Judge)
                        (pair, principle, calls) -> Verdict.byRule(pair.a().equals("one") ? 0.95 : 0.55))
                .inBothOrders();

        Outcome outcome =
                stage(ScriptedModel.answering("one", "two"), judge).build().run(PROMPT);
        Outcome kept = Comparison.builder()
                .model(ScriptedModel.answering("one", "two"))
                .judge(ConstitutionalJudge.of(judge, ONE).ties(TieRule.EXACT))
                .build()
                .run(PROMPT);

        assertThat(((Rejected) outcome).gate()).isEqualTo("tie");
        assertThat(trace(outcome).comparisons().get(0).judgement().verdict())
                .isInstanceOfSatisfying(
                        Verdict.Preference.class,
                        verdict -> assertThat(verdict.probability()).isCloseTo(0.7, within(1e-12)));
        assertThat(((Compared) kept).probability().orElseThrow()).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void run_threeAnswersInACycle_areATie() throws InterruptedException {
        Outcome outcome = stage(ScriptedModel.answering("one", "two", "three"), CYCLE)
                .samples(3)
                .build()
                .run(PROMPT);

        assertThat(((Rejected) outcome).gate()).isEqualTo("tie");
    }

    @Test
    void run_cycleAboveAWorseAnswer_pairsWithTheWorse() throws InterruptedException {
        Outcome outcome = stage(ScriptedModel.answering("one", "two", "three", "worse"), CYCLE)
                .samples(4)
                .build()
                .run(PROMPT);

        assertThat(((Compared) outcome).rejected()).isEqualTo("worse");
    }

    /** One is better than two, two than three, three than one, by unequal probabilities; all are better than another. */
    private static final Judge CYCLE = (pair, principle, calls) -> {
        List<String> order = List.of("one", "two", "three");
        int a = order.indexOf(pair.a());
        int b = order.indexOf(pair.b());
        if (a < 0 || b < 0) {
            return Verdict.byRule(a < 0 ? 0.2 : 0.8);
        }
        boolean better = (a + 1) % 3 == b;
        double probability = a + b == 1 ? 0.9 : 0.7;
        return Verdict.byRule(better ? probability : 1 - probability);
    };

    @Test
    void run_unreadableVerdict_isRejectedAsNoVerdict() throws InterruptedException {
        Judge judge = (pair, principle, calls) -> Verdict.Unreadable.of("no idea");

        Outcome outcome =
                stage(ScriptedModel.answering("one", "two"), judge).build().run(PROMPT);

        assertThat(((Rejected) outcome).gate()).isEqualTo("no_verdict");
        assertThat(trace(outcome).answers()).hasSize(2);
        assertThat(trace(outcome).comparisons()).hasSize(1);
    }

    @Test
    void run_equalAnswers_areNotJudged() throws InterruptedException {
        Judge judge = (pair, principle, calls) -> {
            throw new AssertionError("asked");
        };

        Outcome outcome =
                stage(ScriptedModel.answering("Yes.", " yes "), judge).build().run(PROMPT);

        assertThat(((Rejected) outcome).gate()).isEqualTo("identical");
    }

    @Test
    void run_threeAnswersTwoEqual_judgesTheDistinctOnes() throws InterruptedException {
        Outcome outcome = stage(ScriptedModel.answering("Yes.", "Yes!", "No."), byWorth(0.9, Map.of("No.", 1)))
                .samples(3)
                .build()
                .run(PROMPT);

        assertThat(((Compared) outcome).chosen()).isEqualTo("No.");
        assertThat(trace(outcome).comparisons()).extracting(JudgedPair::b).containsExactly(3);
    }

    @Test
    void run_manyAnswers_pairsThoseFurthestApartByTheirOwnVerdict() throws InterruptedException {
        Map<String, Integer> worths = Map.of("best", 3, "good", 2, "bad", 1);

        Outcome outcome = stage(ScriptedModel.answering("good", "worst", "best", "bad"), byWorth(0.7, worths))
                .samples(4)
                .build()
                .run(PROMPT);

        Compared pair = (Compared) outcome;
        assertThat(pair.chosen()).isEqualTo("best");
        assertThat(pair.rejected()).isEqualTo("worst");
        assertThat(pair.probability()).hasValue(0.7);
        assertThat(pair.trace().comparisons()).hasSize(6);
    }

    @Test
    void run_temperatures_areThoseOfTheAnswersInTurn() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("one", "two", "three");

        stage(model, Judge.longer())
                .samples(3)
                .temperatures(List.of(0.2, 1.0))
                .build()
                .run(PROMPT);

        assertThat(List.of(0, 1, 2))
                .extracting(call -> model.request(call).temperature())
                .containsExactly(0.2, 1.0, 0.2);
        Set<Long> seeds = new HashSet<>();
        for (int call = 0; call < 3; call++) {
            seeds.add(((SamplingParameters) model.request(call).parameters()).seed());
        }
        assertThat(seeds).hasSize(3);
    }

    @Test
    void run_judgeFails_isFailedWithTheAnswersKept() throws InterruptedException {
        ScriptedModel judge = new ScriptedModel().thenThrow(new RateLimitException("slow down"));

        Outcome outcome = stage(
                        ScriptedModel.answering("one", "two"),
                        ModelJudge.builder().model(judge).build())
                .build()
                .run(PROMPT);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.RATE_LIMITED);
            assertThat(failed.role()).isEqualTo(ModelRole.JUDGE);
            assertThat(trace(failed).answers()).hasSize(2);
        });
    }

    @Test
    void run_secondAnswerCutOff_isFailedWithTheFirstKept() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("one").then("tw", FinishReason.LENGTH);

        Outcome outcome = stage(model, Judge.longer()).build().run(PROMPT);

        assertThat(((Failed) outcome).kind()).isEqualTo(FailureKind.TRUNCATED);
        assertThat(((Failed) outcome).role()).isEqualTo(ModelRole.GENERATOR);
        assertThat(trace(outcome).answers()).extracting(Reply::text).containsExactly("one");
    }

    @Test
    void run_flatConstitution_drawsEachPrincipleForSomePrompt() throws InterruptedException {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            drawn.addAll(run(FIVE, PrincipleSelector.random(), "p" + i).principles());
        }

        assertThat(drawn).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    }

    @Test
    void run_severalPrinciplesAComparison_keepsEachVerdict() throws InterruptedException {
        Compared pair = run(FIVE, PrincipleSelector.random(3), "p1");

        assertThat(pair.principles()).hasSize(3).doesNotHaveDuplicates();
        assertThat(pair.label().judgement().verdict().parts())
                .extracting(Verdict.Part::label)
                .containsExactlyElementsOf(pair.principles());
    }

    @Test
    void run_orderedConstitution_isJudgedLawByLaw() throws InterruptedException {
        Constitution laws = FIVE.ordered();
        List<String> asked = new ArrayList<>();
        Judge judge = (pair, principle, calls) -> {
            asked.add(principle.id());
            return Verdict.byRule(principle.id().equals("c") ? 0.9 : 0.5);
        };

        Outcome outcome = Comparison.builder()
                .model(ScriptedModel.answering("one", "two"))
                .judge(ConstitutionalJudge.of(judge, laws))
                .build()
                .run(PROMPT);

        assertThat(((Compared) outcome).principles())
                .containsExactly("a", "b", "c")
                .isEqualTo(asked);
    }

    private static Compared run(Constitution constitution, PrincipleSelector selector, String id)
            throws InterruptedException {
        return (Compared) Comparison.builder()
                .model(ScriptedModel.answering("one", "longer"))
                .judge(new ConstitutionalJudge(Judge.longer(), constitution, selector, 0.1))
                .build()
                .run(Prompt.of(id, "q"));
    }

    @Test
    void build_missingParts_saysWhatToCall() {
        assertThatThrownBy(() -> Comparison.builder().build()).hasMessageContaining(".model(…)");
        assertThatThrownBy(() ->
                        Comparison.builder().model(ScriptedModel.answering()).build())
                .hasMessageContaining(".judge(…)");
        assertThatThrownBy(() -> Comparison.builder().samples(1)).hasMessageContaining("at least 2, got 1");
        assertThatThrownBy(() -> Comparison.builder().temperatures(List.of(-1.0)))
                .hasMessageContaining("temperature");
    }
}

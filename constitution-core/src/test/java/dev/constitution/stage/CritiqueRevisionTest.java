package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.chat.Usage;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Decision;
import dev.constitution.principles.Exemplar;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.Revision.Reading;
import dev.constitution.testing.ScriptedModel;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CritiqueRevisionTest {
    private static final String REVISE = "\n<decision>revise</decision>";
    private static final String KEEP = "All is well.\n<decision>keep</decision>";
    private static final Prompt PROMPT = Prompt.of("p1", "How do I get even with a rude neighbour?");

    private static Principle principle(String id) {
        return Principle.of(id, "norm of " + id)
                .withCritiqueRequest("critique " + id)
                .withRevisionRequest("revise " + id)
                .withComparison("compare " + id);
    }

    private static final Constitution FLAT =
            Constitution.of("test", List.of(principle("a"), principle("b"), principle("c")));

    private static CritiqueRevision.Builder stage(ChatModel model) {
        return CritiqueRevision.builder()
                .constitution(FLAT)
                .model(model)
                .selector(PrincipleSelector.inOrder())
                .rounds(1);
    }

    private static Outcome run(CritiqueRevision.Builder builder) throws InterruptedException {
        return builder.build().run(PROMPT);
    }

    @Test
    void run_oneRound_pairsLastRevisionWithInitialAnswer() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("Paint his car.", "That is vandalism." + REVISE, "Talk to him.");

        Outcome outcome = run(stage(model));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Revised.class, pair -> {
            assertThat(pair.chosen()).isEqualTo("Talk to him.");
            assertThat(pair.rejected()).isEqualTo("Paint his car.");
        });
        Step step = outcome.steps().get(0);
        assertThat(step.principle()).isEqualTo("a");
        assertThat(step.critique().orElseThrow().text()).isEqualTo("That is vandalism.");
        assertThat(step.critique().orElseThrow().decision()).isEqualTo(Decision.REVISE);
        assertThat(step.revision().orElseThrow().reply().usage()).isEqualTo(Usage.of(11, 7));
        assertThat(step.revision().orElseThrow().reply().model()).contains("scripted-1");
    }

    @Test
    void run_oneRound_appendsEachTurnToTheConversation() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("Paint his car.", "Vandalism." + REVISE, "Talk to him.");

        run(stage(model));

        assertThat(model.conversation(0)).containsExactly("user: " + PROMPT.question());
        assertThat(model.conversation(1)).hasSize(3).startsWith("user: " + PROMPT.question());
        assertThat(model.asked(1)).startsWith("user: critique a").contains("<decision>keep</decision>");
        assertThat(model.conversation(2))
                .hasSize(5)
                .startsWith(model.conversation(1).toArray(String[]::new));
        assertThat(model.conversation(2).get(3)).isEqualTo("assistant: Vandalism." + REVISE);
        assertThat(model.asked(2)).startsWith("user: revise a");
    }

    @Test
    void run_fourRoundsByDefault_asThePaper() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(
                "Answer zero", "c1", "Answer one", "c2", "Answer two", "c3", "Answer three", "c4", "Answer four");

        Outcome outcome = CritiqueRevision.builder()
                .constitution(FLAT)
                .model(model)
                .build()
                .run(PROMPT);

        assertThat(outcome.steps()).hasSize(4);
        assertThat(((Outcome.Revised) outcome).chosen()).isEqualTo("Answer four");
    }

    @Test
    void run_laterRound_restartsFromTheRevisedAnswer() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", "c1", "one", "c2", "two");

        run(stage(model).rounds(2));

        assertThat(model.conversation(3)).hasSize(3).contains("assistant: one").doesNotContain("assistant: zero");
    }

    @Test
    void run_laterRoundWithoutRestart_goesOnBelowTheConversation() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", "c1", "one", "c2", "two");

        run(stage(model).rounds(2).restartEachRound(false));

        assertThat(model.conversation(3)).hasSize(7).contains("assistant: zero", "assistant: c1", "assistant: one");
    }

    @Test
    void run_criticDecidesKeep_endsItsOwnStepAlone() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", KEEP, "c2" + REVISE, "two", KEEP);

        Outcome outcome = run(stage(model).rounds(3));

        assertThat(((Outcome.Revised) outcome).chosen()).isEqualTo("two");
        assertThat(outcome.steps()).extracting(Step::principle).containsExactly("a", "b", "c");
        assertThat(outcome.steps().get(0).revision()).isEmpty();
        assertThat(((Outcome.Pair) outcome).principles()).containsExactly("b");
    }

    @Test
    void run_criticKeepsInEveryStep_isRejectedAsNoRevisionNeeded() throws InterruptedException {
        Outcome outcome = run(
                stage(ScriptedModel.answering("zero", KEEP, KEEP, KEEP, KEEP)).rounds(4));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.gate()).isEqualTo("no_revision_needed"));
        assertThat(outcome.initial().orElseThrow().text()).isEqualTo("zero");
        assertThat(outcome.steps()).hasSize(4);
    }

    @Test
    void run_stopAfterTwoKeeps_endsAtTwoInARowAlone() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", KEEP, "c2" + REVISE, "two", KEEP, KEEP);

        Outcome outcome = run(stage(model).rounds(9).stopAfterKeeps(2));

        assertThat(outcome.steps()).extracting(Step::round).containsExactly(1, 2, 3, 4);
        assertThat(((Outcome.Revised) outcome).chosen()).isEqualTo("two");
    }

    @Test
    void run_stopAfterKeepsInAnOrderedConstitution_asksEveryLawFirst() throws InterruptedException {
        ScriptedModel model =
                ScriptedModel.answering("zero", KEEP, KEEP, "Against the first law." + REVISE, "one", KEEP, KEEP, KEEP);

        Outcome outcome = CritiqueRevision.builder()
                .constitution(FLAT.ordered())
                .model(model)
                .stopAfterKeeps(1)
                .rounds(5)
                .build()
                .run(PROMPT);

        assertThat(outcome.steps()).extracting(Step::principle).containsExactly("c", "b", "a", "c", "b", "a");
        assertThat(((Outcome.Revised) outcome).chosen()).isEqualTo("one");
    }

    @Test
    void run_orderedConstitution_asksEveryLawInEachRound() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", KEEP, KEEP, KEEP, KEEP, KEEP, KEEP);

        Outcome outcome = CritiqueRevision.builder()
                .constitution(FLAT.ordered())
                .model(model)
                .build()
                .run(PROMPT);

        assertThat(outcome.steps())
                .as("at least the paper's four steps, in whole rounds")
                .extracting(Step::principle)
                .containsExactly("c", "b", "a", "c", "b", "a");
    }

    @Test
    void build_selectionThatCannotBeAsked_isRefused() {
        assertThatThrownBy(() -> stage(ScriptedModel.answering())
                        .selector((constitution, round, random) -> List.of())
                        .build())
                .hasMessageContaining("selection for round 1 holds no principle of constitution \"test\"");
        assertThatThrownBy(() -> stage(ScriptedModel.answering())
                        .selector((constitution, round, random) -> List.of(principle("z")))
                        .build())
                .hasMessageContaining("principle \"z\", which constitution \"test\" does not have; it has [a, b, c]");
        assertThatThrownBy(() -> stage(ScriptedModel.answering())
                        .selector(PrincipleSelector.fixed("a", "z"))
                        .rounds(2)
                        .build())
                .hasMessageContaining("no principle \"z\"");
        assertThatThrownBy(() -> stage(ScriptedModel.answering()).stopAfterKeeps(-1))
                .hasMessageContaining("got -1");
    }

    @Test
    void run_critiqueSpeaksOfNoCritiqueNeeded_countsAsCritiqueWithoutTheTag() throws InterruptedException {
        ScriptedModel model =
                ScriptedModel.answering("zero", "No critique needed, one might say, but it is rude.", "one");

        Outcome outcome = run(stage(model));

        assertThat(outcome).isInstanceOf(Outcome.Revised.class);
        assertThat(outcome.steps().get(0).critique().orElseThrow().decision()).isEqualTo(Decision.REVISE);
    }

    @Test
    void run_critiqueQuotesTheKeepTagInTheMiddle_isNotADecision() throws InterruptedException {
        ScriptedModel model =
                ScriptedModel.answering("zero", "The response says <decision>keep</decision>, a trick.", "one");

        assertThat(run(stage(model))).isInstanceOf(Outcome.Revised.class);
    }

    @Test
    void run_withoutCritique_revisesAtOnce() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", "one");

        Outcome outcome = run(stage(model).critique(false));

        assertThat(model.asked(1)).startsWith("user: revise a");
        assertThat(outcome.steps().get(0).critique()).isEmpty();
        assertThat(((Outcome.Revised) outcome).chosen()).isEqualTo("one");
    }

    @Test
    void run_reviserSaysNoRevisionNeeded_thePreviousAnswerStands() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", "c1", "one", "c2", "No revisions needed.");

        Outcome outcome = run(stage(model).rounds(2));

        assertThat(((Outcome.Revised) outcome).chosen()).isEqualTo("one");
        assertThat(outcome.steps().get(1).revision().orElseThrow().reading()).isEqualTo(Reading.NO_REVISION);
    }

    @Test
    void run_reviserNeverRevises_isRejectedWithHowTheReplyWasRead() throws InterruptedException {
        Outcome outcome = run(stage(ScriptedModel.answering("zero", "c1", "No revisions needed.")));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.gate()).isEqualTo("no_revision"));
    }

    @Test
    void run_revisionsComeBackToTheInitialAnswer_isRejectedAsUnchanged() throws InterruptedException {
        Outcome outcome = run(stage(ScriptedModel.answering("Zero.", "c1", "one", "c2", "zero"))
                .rounds(2));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.gate()).isEqualTo("unchanged"));
    }

    @Test
    void run_reviserRepeatsTheCritique_neverBecomesTheAnswer() throws InterruptedException {
        String critique =
                "The response is harmful because it tells the reader to damage what belongs to another person.";
        Outcome outcome = run(stage(ScriptedModel.answering("zero", critique, critique)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.gate()).isEqualTo("leak"));
    }

    @Test
    void run_separateModels_eachGetsItsRole() throws InterruptedException {
        ScriptedModel generator = ScriptedModel.answering("zero");
        ScriptedModel critic = ScriptedModel.answering("c1");
        ScriptedModel reviser = ScriptedModel.answering("one");

        run(stage(generator).critic(critic).reviser(reviser));

        assertThat(List.of(generator.calls(), critic.calls(), reviser.calls())).containsExactly(1, 1, 1);
    }

    @Test
    void run_multiTurnPrompt_isSentWhole() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", "c1", "one");
        Prompt prompt = Prompt.of(
                "p",
                List.of(
                        Message.system("Be brief."),
                        Message.user("Hello"),
                        Message.assistant("Hi"),
                        Message.user("And now?")));

        stage(model).build().run(prompt);

        assertThat(model.conversation(2))
                .startsWith("system: Be brief.", "user: Hello", "assistant: Hi", "user: And now?", "assistant: zero");
    }

    @Test
    void run_bracesAndBackslashesInTexts_areSentLiterally() throws InterruptedException {
        String odd = "Use {request} and {question}, $1 \\n {{x}}";
        ScriptedModel model = ScriptedModel.answering(odd, "c {precedence}", odd + " or not");

        Outcome outcome = stage(model).build().run(Prompt.of("p", odd));

        assertThat(model.conversation(2)).contains("user: " + odd, "assistant: " + odd, "assistant: c {precedence}");
        assertThat(((Outcome.Revised) outcome).chosen()).isEqualTo(odd + " or not");
    }

    @Test
    void run_exemplars_standBeforeTheConversationOfCriticAndReviserOnly() throws InterruptedException {
        Principle one = Principle.of("one", "n").withCritiqueRequest("cr1").withRevisionRequest("rr1");
        Principle two = Principle.of("two", "n").withCritiqueRequest("cr2").withRevisionRequest("rr2");
        Constitution withExemplars = FLAT.withExemplars(
                List.of(Exemplar.revise(one, "q1", "r1", "crit1", "better1"), Exemplar.keep(two, "q2", "r2", "crit2")));
        ScriptedModel model = ScriptedModel.answering("zero", "c1", "one");

        run(stage(model).constitution(withExemplars));

        assertThat(model.conversation(0)).hasSize(1);
        List<String> shown = model.conversation(1);
        assertThat(shown.get(0)).startsWith("user: Some worked examples come first.");
        assertThat(shown.subList(2, 4)).containsExactly("user: q1", "assistant: r1");
        assertThat(shown.get(4)).startsWith("user: cr1").contains("<decision>");
        assertThat(shown.get(5)).isEqualTo("assistant: crit1\n<decision>revise</decision>");
        assertThat(shown.get(7)).isEqualTo("assistant: <revision>\nbetter1\n</revision>");
        assertThat(shown.get(11)).isEqualTo("assistant: crit2\n<decision>keep</decision>");
        assertThat(shown.get(12)).startsWith("user: The examples end here");
        assertThat(shown.get(13)).startsWith("assistant: ");
        assertThat(shown.get(14)).isEqualTo("user: " + PROMPT.question());
        assertThat(shown)
                .as("turns alternate, as many chat templates demand")
                .allSatisfy(turn -> assertThat(turn.startsWith("user: ")).isEqualTo(shown.indexOf(turn) % 2 == 0));
    }

    @Test
    void run_orderedConstitution_tellsALaterPrincipleWhatItYieldsTo() throws InterruptedException {
        Constitution ordered = FLAT.ordered();
        ScriptedModel model = ScriptedModel.answering("zero", "c1", "one", "c2", "two");

        run(stage(model)
                .constitution(ordered)
                .selector(PrincipleSelector.fixed("a", "c"))
                .rounds(2));

        assertThat(model.asked(1)).doesNotContain("yields");
        assertThat(model.asked(3))
                .contains("yields", "1. norm of a\n2. norm of b")
                .doesNotContain("norm of c");
        assertThat(model.asked(4)).contains("1. norm of a\n2. norm of b");
    }

    @Test
    void run_seeds_dependOnRunPromptAndStepOnly() throws InterruptedException {
        ScriptedModel first = ScriptedModel.answering("zero", "c1", "one");
        ScriptedModel again = ScriptedModel.answering("zero", "c1", "one");
        ScriptedModel other = ScriptedModel.answering("zero", "c1", "one");

        run(stage(first).seed(5));
        run(stage(again).seed(5));
        run(stage(other).seed(6));

        assertThat(seeds(first)).isEqualTo(seeds(again)).doesNotHaveDuplicates();
        assertThat(seeds(other)).doesNotContainAnyElementsOf(seeds(first));
    }

    private static List<Long> seeds(ScriptedModel model) {
        return IntStream.range(0, model.calls())
                .mapToObj(i -> ((SamplingParameters) model.request(i).parameters()).seed())
                .toList();
    }

    @Test
    void run_sampling_overridesTheShapeForAnswersOnly() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", "c1", "one");

        run(stage(model)
                .shape(PromptShape.small())
                .sampling(Sampling.MODEL_DEFAULTS.withTemperature(0.9).withMaxTokens(77)));

        assertThat(IntStream.range(0, 3)
                        .mapToObj(i -> model.request(i).parameters().temperature()))
                .containsExactly(
                        0.9,
                        PromptShape.small().critique().sampling().temperature().orElseThrow(),
                        0.9);
        assertThat(model.request(2).parameters().maxOutputTokens()).isEqualTo(77);
    }

    @Test
    void run_prefilledCritique_isOneTextWithTheReply() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", " it is rude.", "one");

        Outcome outcome = run(stage(model).shape(PromptShape.small()));

        String prefill = PromptShape.small().critique().prefill();
        assertThat(model.asked(1)).isEqualTo("assistant: " + prefill);
        assertThat(outcome.steps().get(0).critique().orElseThrow().text()).isEqualTo(prefill + " it is rude.");
        assertThat(model.conversation(2)).contains("assistant: " + prefill + " it is rude.");
    }

    @Test
    void run_truncatedAnswer_fails() throws InterruptedException {
        ScriptedModel model = new ScriptedModel().then("Half an ans", FinishReason.LENGTH);

        assertThat(run(stage(model))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.TRUNCATED);
            assertThat(failed.role()).isEqualTo(ModelRole.GENERATOR);
            assertThat(failed.initial()).isEmpty();
        });
    }

    @Test
    void run_truncatedRevision_failsAndKeepsWhatCameBefore() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", "c1", "one", "c2").then("half", FinishReason.LENGTH);

        assertThat(run(stage(model).rounds(2))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.TRUNCATED);
            assertThat(failed.initial().orElseThrow().text()).isEqualTo("zero");
            assertThat(failed.steps()).hasSize(1);
        });
    }

    @Test
    void run_truncatedCritique_isStillOfUse() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero")
                .then("It is rude and", FinishReason.LENGTH)
                .then("one", FinishReason.STOP);

        assertThat(run(stage(model))).isInstanceOf(Outcome.Revised.class);
    }

    @Test
    void run_filteredOrEmptyAnswer_failsWithItsOwnKind() throws InterruptedException {
        Outcome filtered = run(stage(new ScriptedModel().then("x", FinishReason.CONTENT_FILTER)));
        Outcome empty = run(stage(ScriptedModel.answering("  \n")));

        assertThat(((Outcome.Failed) filtered).kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(((Outcome.Failed) empty).kind()).isEqualTo(FailureKind.EMPTY);
    }

    @Test
    void run_modelThrows_failsWithTheProvidersWords() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero").thenThrow(new InternalServerException("overloaded"));

        assertThat(run(stage(model))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.UNAVAILABLE);
            assertThat(failed.role()).isEqualTo(ModelRole.CRITIC);
            assertThat(failed.message()).isEqualTo("overloaded");
            assertThat(failed.initial().orElseThrow().text()).isEqualTo("zero");
        });
    }

    @Test
    void run_callerAborts_passesThrough() {
        AbortException abort = new AbortException("disk full");
        CritiqueRevision stage = stage(ScriptedModel.answering()).build();

        assertThatThrownBy(() -> stage.run(PROMPT, call -> {
                    throw abort;
                }))
                .isSameAs(abort);
    }

    @Test
    void run_modelIsInterrupted_throwsInterruptedException() {
        ScriptedModel model = new ScriptedModel().thenThrow(new RuntimeException(new InterruptedException()));

        assertThatThrownBy(() -> run(stage(model))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void run_modelFailsWhileTheThreadIsInterrupted_throwsAndLeavesNoFlagBehind() {
        ChatModel model = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                Thread.currentThread().interrupt();
                throw new InternalServerException("closed");
            }
        };

        assertThatThrownBy(() -> run(stage(model))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("the exception says it").isFalse();
    }

    @Test
    void run_modelThrows_keepsTheCause() throws InterruptedException {
        InternalServerException thrown = new InternalServerException("down");

        Outcome outcome = run(stage(new ScriptedModel().thenThrow(thrown)));

        assertThat(((Outcome.Failed) outcome).cause()).containsSame(thrown);
    }

    @Test
    void run_calls_carryPromptRoleAndDistinctSteps() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", "c", "one", "c", "two", "c", "three");
        List<String> calls = new ArrayList<>();

        stage(model).selector(PrincipleSelector.all()).build().run(PROMPT, call -> {
            calls.add(call.promptId() + " " + call.role().label() + " " + call.step());
            return call.model().chat(call.request());
        });

        assertThat(calls)
                .containsExactly(
                        "p1 generator generate",
                        "p1 critic critique/1.1",
                        "p1 reviser revise/1.1",
                        "p1 critic critique/1.2",
                        "p1 reviser revise/1.2",
                        "p1 critic critique/1.3",
                        "p1 reviser revise/1.3");
    }

    @Test
    void build_withoutModelOrConstitution_saysWhatIsMissing() {
        assertThatThrownBy(() -> CritiqueRevision.builder().constitution(FLAT).build())
                .hasMessageContaining("needs a model");
        assertThatThrownBy(() ->
                        CritiqueRevision.builder().model(new ScriptedModel()).build())
                .hasMessageContaining("needs a constitution");
        assertThatThrownBy(() -> stage(new ScriptedModel()).rounds(0)).hasMessageContaining("at least 1, got 0");
    }

    @Test
    void prompt_metadata_isNeverSent() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("zero", KEEP);
        Prompt prompt = new Prompt("p", List.of(Message.user("q")), Map.of("secret", "canary-7"));

        stage(model).build().run(prompt);

        assertThat(model.conversation(0)).noneMatch(turn -> turn.contains("canary-7"));
        assertThat(model.conversation(1)).noneMatch(turn -> turn.contains("canary-7"));
    }
}

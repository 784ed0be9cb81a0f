package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.gate.BuiltInGate;
import dev.constitution.gate.Gates;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.Outcome.Contrasted;
import dev.constitution.stage.Outcome.Failed;
import dev.constitution.stage.Outcome.Rejected;
import dev.constitution.testing.ScriptedModel;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ContrastTest {
    private static final Constitution KIND = Constitution.of(
            "kind",
            List.of(
                    Principle.of("kind", "A good answer is kind to whoever is spoken of in it."),
                    Principle.of("brief", "A good answer has no more than two short sentences.")));
    private static final Prompt PROMPT = Prompt.of("p1", "How do I get even with a rude neighbour?");

    private final ScriptedModel model = ScriptedModel.answering("Paint his car.");
    private final ScriptedModel teacher = ScriptedModel.answering("Talk to him.");

    private static Contrast.Builder stage(ScriptedModel model, ScriptedModel teacher) {
        return Contrast.builder().constitution(KIND).model(model).teacher(teacher);
    }

    private static Trace.OfContrast trace(Outcome outcome) {
        return (Trace.OfContrast) outcome.trace();
    }

    @Test
    void run_twoAnswers_teachersIsChosenAndTheModelsOwnRejected() throws InterruptedException {
        Contrasted pair = (Contrasted) stage(model, teacher).build().run(PROMPT);

        assertThat(pair.chosen()).isEqualTo("Talk to him.");
        assertThat(pair.rejected()).isEqualTo("Paint his car.");
        assertThat(pair.probability()).isEmpty();
        assertThat(pair.principles()).containsExactly("kind", "brief");
        assertThat(pair.prompt()).as("without what the teacher was told").isEqualTo(PROMPT);
        assertThat(List.of(
                        trace(pair).plain().orElseThrow(),
                        trace(pair).instructed().orElseThrow()))
                .extracting(Reply::step)
                .containsExactly("generate", "instruct");
    }

    @Test
    void run_requests_theTeacherAloneIsToldThePrinciples() throws InterruptedException {
        stage(model, teacher).build().run(PROMPT);

        assertThat(model.request(0).messages()).extracting(turn -> turn.type()).containsExactly(ChatMessageType.USER);
        assertThat(teacher.request(0).messages())
                .extracting(turn -> turn.type())
                .containsExactly(ChatMessageType.SYSTEM, ChatMessageType.USER);
        assertThat(((SystemMessage) teacher.request(0).messages().get(0)).text())
                .isEqualTo(Contrast.instruction(KIND))
                .contains("- A good answer is kind", "- A good answer has no more than two short sentences.");
        assertThat(model.calls()).isEqualTo(1);
        assertThat(teacher.calls()).isEqualTo(1);
    }

    @Test
    void run_promptWithASystemTurn_bothSeeItAndTheTeacherInOneTurn() throws InterruptedException {
        Prompt prompt = Prompt.of("p2", List.of(Message.system("Speak as a sailor."), Message.user("Hello?")));

        Contrasted pair = (Contrasted) stage(model, teacher).build().run(prompt);

        assertThat(((SystemMessage) model.request(0).messages().get(0)).text()).isEqualTo("Speak as a sailor.");
        assertThat(((SystemMessage) teacher.request(0).messages().get(0)).text())
                .isEqualTo(Contrast.instruction(KIND) + "\n\nSpeak as a sailor.");
        assertThat(teacher.request(0).messages()).hasSize(2);
        assertThat(pair.prompt().messages()).isEqualTo(prompt.messages());
    }

    @Test
    void instruction_orderedConstitution_saysWhichPrincipleCounts() {
        assertThat(Contrast.instruction(KIND.ordered())).contains("the earlier one counts");
        assertThat(Contrast.instruction(KIND)).doesNotContain("the earlier one counts");
    }

    @Test
    void run_teacherOfItsOwnKind_isAskedInItsOwnShapeWithItsOwnSampling() throws InterruptedException {
        stage(model, teacher)
                .shape(PromptShape.small())
                .sampling(Sampling.MODEL_DEFAULTS.withTemperature(0.7).withMaxTokens(200))
                .teacherShape(PromptShape.chat())
                .teacherSampling(Sampling.MODEL_DEFAULTS.withMaxTokens(4000))
                .build()
                .run(PROMPT);

        assertThat(model.conversation(0).get(0)).startsWith("system: You are a kind and honest assistant.");
        assertThat(model.request(0).maxOutputTokens()).isEqualTo(200);
        assertThat(model.request(0).topP()).isEqualTo(0.9);
        assertThat(teacher.conversation(0).get(0)).isEqualTo("system: " + Contrast.instruction(KIND));
        assertThat(teacher.request(0).maxOutputTokens()).isEqualTo(4000);
        assertThat(teacher.request(0).temperature())
                .as("of both, where the teacher has none")
                .isEqualTo(0.7);
        assertThat(teacher.request(0).topP()).isNull();
    }

    @Test
    void gate_answerThatOpensWithWhatAGoodResponseIs_passes() throws InterruptedException {
        ScriptedModel told = ScriptedModel.answering("A good response helps you and needs no change.");

        Outcome outcome =
                Gates.defaults().gate().around(stage(model, told).build(), KIND).run(PROMPT);

        assertThat(outcome).isInstanceOf(Contrasted.class);
    }

    @Test
    void run_noTeacher_theModelAnswersUnderTheConstitutionToo() throws InterruptedException {
        ScriptedModel one = ScriptedModel.answering("Paint his car.", "Talk to him.");

        Outcome outcome =
                Contrast.builder().constitution(KIND).model(one).build().run(PROMPT);

        assertThat(((Contrasted) outcome).chosen()).isEqualTo("Talk to him.");
    }

    @Test
    void run_sameSeed_asksTheSameAndEachAnswerHasItsOwn() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            stage(model, teacher).seed(7).build().run(PROMPT);
            model.then("Paint his car.", FinishReason.STOP);
            teacher.then("Talk to him.", FinishReason.STOP);
        }
        stage(model, teacher).seed(8).build().run(PROMPT);

        assertThat(seed(model, 0))
                .isEqualTo(seed(model, 1))
                .isNotEqualTo(seed(model, 2))
                .isNotEqualTo(seed(teacher, 0));
        assertThat(seed(teacher, 0)).isEqualTo(seed(teacher, 1));
    }

    private static Long seed(ScriptedModel of, int request) {
        return ((SamplingParameters) of.request(request).parameters()).seed();
    }

    @Test
    void run_sameWords_isRejectedAsIdenticalWithBothKept() throws InterruptedException {
        Rejected rejected = (Rejected)
                stage(model, ScriptedModel.answering("paint his car")).build().run(PROMPT);

        assertThat(rejected.gate()).isEqualTo("identical");
        assertThat(trace(rejected).plain()).isPresent();
        assertThat(trace(rejected).instructed()).isPresent();
    }

    @Test
    void run_teacherFails_isFailedWithThePlainAnswerKept() throws InterruptedException {
        ScriptedModel failing = new ScriptedModel().thenThrow(new RateLimitException("slow down"));

        Failed failed = (Failed) stage(model, failing).build().run(PROMPT);

        assertThat(failed.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failed.role()).isEqualTo(ModelRole.TEACHER);
        assertThat(trace(failed).plain().orElseThrow().text()).isEqualTo("Paint his car.");
        assertThat(trace(failed).instructed()).isEmpty();
    }

    @Test
    void run_plainAnswerCutOff_isFailedWithTheTeachersKept() throws InterruptedException {
        ScriptedModel cut = new ScriptedModel().then("Paint his", FinishReason.LENGTH);

        Failed failed = (Failed) stage(cut, teacher).build().run(PROMPT);

        assertThat(failed.kind()).isEqualTo(FailureKind.TRUNCATED);
        assertThat(failed.role()).isEqualTo(ModelRole.GENERATOR);
        assertThat(trace(failed).instructed()).isPresent();
    }

    @Test
    void run_bothCallsAtOnce_givesTheSame() throws InterruptedException {
        var threads = Executors.newFixedThreadPool(2);
        try {
            Outcome outcome = stage(model, teacher)
                    .build()
                    .run(PROMPT, ModelCaller.direct().on(threads));

            assertThat(((Contrasted) outcome).chosen()).isEqualTo("Talk to him.");
        } finally {
            threads.shutdownNow();
        }
    }

    private static Outcome confirmed(Stage stage, double preference) throws InterruptedException {
        Judge judge = (pair, principle, calls) -> Verdict.byRule(pair.a().equals("Talk to him.") ? preference : 0);
        return new Confirmation(stage, ConstitutionalJudge.of(judge, KIND), 0).run(PROMPT);
    }

    @Test
    void run_confirmed_hasTheJudgesProbability() throws InterruptedException {
        Contrasted pair = (Contrasted) confirmed(stage(model, teacher).build(), 0.9);

        assertThat(pair.probability()).hasValue(0.9);
        assertThat(trace(pair).confirmation()).isPresent();
    }

    @Test
    void run_judgePrefersThePlainAnswer_isRejectedWithTheJudgement() throws InterruptedException {
        Rejected rejected = (Rejected) confirmed(stage(model, teacher).build(), 0.2);

        assertThat(rejected.gate()).isEqualTo("not_preferred");
        assertThat(rejected.reason()).isEqualTo("the judge prefers the plain one");
        assertThat(trace(rejected).confirmation()).isPresent();
    }

    private String gate(String chosen) throws InterruptedException {
        Outcome outcome = Gates.defaults()
                .with(BuiltInGate.REFUSAL)
                .gate()
                .around(
                        stage(ScriptedModel.answering("Paint his car."), ScriptedModel.answering(chosen))
                                .build(),
                        KIND)
                .run(PROMPT);
        return outcome instanceof Rejected rejected ? rejected.gate() : "";
    }

    @Test
    void run_gates_objectToWhatATeacherSaysOfWhatItWasTold() throws InterruptedException {
        assertThat(gate("Talk to him, and say what bothers you.")).isEmpty();
        assertThat(gate("A good answer is kind to whoever is spoken of in it, so talk."))
                .isEqualTo("leak");
        assertThat(gate("Keep to these principles in every answer, without speaking of them."))
                .as("the system turn's own words")
                .isEqualTo("leak");
        assertThat(gate("In keeping with my principles, I suggest that you talk to him."))
                .isEqualTo("leak");
        assertThat(gate("My system prompt tells me to be kind, so talk to him."))
                .isEqualTo("leak");
        assertThat(gate("I'm sorry, but I can't help with that.")).isEqualTo("refusal");
        assertThat(gate("Here is the revised response:\n\nTalk to him.")).isEqualTo("preamble");
    }

    @Test
    void build_missingParts_saysWhatToCall() {
        assertThatThrownBy(() -> Contrast.builder().constitution(KIND).build()).hasMessageContaining(".model(…)");
        assertThatThrownBy(() -> Contrast.builder().model(model).build()).hasMessageContaining(".constitution(…)");
    }
}

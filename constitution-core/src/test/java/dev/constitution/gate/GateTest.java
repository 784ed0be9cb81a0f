package dev.constitution.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.JudgedPair;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Trace;
import dev.constitution.testing.ScriptedModel;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Constitution KIND =
            Constitution.of("kind", List.of(Principle.of("kind", "Be kind to people.")));
    private static final Gate NEVER = candidate -> Optional.of(new Gate.Objection("never", "no pair will do"));
    private static final Gate ALWAYS = candidate -> Optional.empty();

    private static Stage stage(ScriptedModel model, Gate gate) {
        CritiqueRevision stage = CritiqueRevision.builder()
                .constitution(KIND)
                .model(model)
                .rounds(1)
                .build();
        return gate.around(stage, KIND);
    }

    @Test
    void around_gateObjects_rejectsUnderItsNameAndKeepsEveryAnswer() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("Paint his car.", "Unkind.", "Talk to him.");

        Outcome outcome = stage(model, NEVER).run(Prompt.of("p", "How do I get even?"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.gate()).isEqualTo("never");
            assertThat(rejected.reason()).isEqualTo("no pair will do");
        });
        assertThat(outcome.initial().orElseThrow().text()).isEqualTo("Paint his car.");
        assertThat(outcome.steps().get(0).revision().orElseThrow().answer()).isEqualTo("Talk to him.");
    }

    @Test
    void around_gatePasses_leavesThePair() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("Paint his car.", "Unkind.", "Talk to him.");

        assertThat(stage(model, ALWAYS).run(Prompt.of("p", "How do I get even?")))
                .isInstanceOf(Outcome.Revised.class);
    }

    @Test
    void around_noPair_isNotAsked() throws InterruptedException {
        Gate forbidden = candidate -> {
            throw new AssertionError("asked");
        };
        ScriptedModel model = ScriptedModel.answering("Talk.", "Fine.\n<decision>keep</decision>");

        assertThat(stage(model, forbidden).run(Prompt.of("p", "How?"))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void around_pair_showsTheGateWhatTheModelsWereToldAndSaid() throws InterruptedException {
        List<Candidate> seen = new ArrayList<>();
        Gate watching = candidate -> {
            seen.add(candidate);
            return Optional.empty();
        };
        ScriptedModel model = ScriptedModel.answering("Paint his car.", "Unkind.", "Talk to him.");

        stage(model, watching).run(Prompt.of("p", "How do I get even?"));

        Candidate pair = seen.get(0);
        Principle principle = KIND.principles().get(0);
        assertThat(pair.made()).isEqualTo(Candidate.Made.BY_REVISION);
        assertThat(pair.instructions())
                .containsExactly(principle.norm(), principle.critiqueRequest(), principle.revisionRequest());
        assertThat(pair.critiques()).containsExactly("Unkind.");
        assertThat(pair.replies()).extracting(Reply::step).containsExactly("generate", "revise/1");
    }

    @Test
    void around_comparison_showsBothAnswersAndTheVerdict() throws InterruptedException {
        Verdict verdict = Verdict.byRule(0.2);
        JudgedPair label = new JudgedPair(1, 3, new Judgement(List.of("kind"), verdict));
        List<Reply> answers = List.of(reply("Paint his car."), reply("Ask."), reply("Talk to him."));
        Outcome compared = new Outcome.Compared(
                Prompt.of("p", "How do I get even?"), new Trace.OfComparison(answers, List.of(label)), label);
        List<Candidate> seen = new ArrayList<>();
        Gate watching = candidate -> {
            seen.add(candidate);
            return NEVER.check(candidate);
        };

        Outcome outcome = watching.around((prompt, caller) -> compared, KIND).run(compared.prompt());

        Candidate pair = seen.get(0);
        assertThat(List.of(pair.chosen(), pair.rejected())).containsExactly("Talk to him.", "Paint his car.");
        assertThat(pair.made()).isEqualTo(Candidate.Made.BY_COMPARISON);
        assertThat(pair.verdict()).contains(verdict);
        assertThat(pair.replies()).containsExactly(answers.get(0), answers.get(2));
        Principle principle = KIND.principles().get(0);
        assertThat(pair.instructions()).containsExactly(principle.norm(), principle.comparison());
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(outcome.trace()).isEqualTo(compared.trace());
    }

    private static Reply reply(String text) {
        return Reply.of("generate", text).withFinish(FinishReason.STOP);
    }

    @Test
    void and_severalGates_firstObjectionNamesTheRow() {
        Gate other = candidate -> Optional.of(new Gate.Objection("other", "also"));

        assertThat(ALWAYS.and(NEVER).and(other).check(Pairs.revised("a", "b")))
                .map(Gate.Objection::gate)
                .contains("never");
        assertThat(ALWAYS.and(ALWAYS).check(Pairs.revised("a", "b"))).isEmpty();
    }

    @Test
    void objection_nameThatCouldNotBeCountedBy_isRefused() {
        assertThatThrownBy(() -> new Gate.Objection("Too long!", "reason"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Too long!");
    }
}

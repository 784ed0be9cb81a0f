package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.stage.Outcome.Failed;
import dev.constitution.stage.Outcome.Rejected;
import dev.constitution.stage.Outcome.Revised;
import dev.constitution.testing.ScriptedModel;
import dev.langchain4j.exception.AuthenticationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
    private static final Prompt PROMPT = Prompt.of("p1", "How do I get even with a rude neighbour?");
    private static final Constitution CALM = Constitution.of("calm", List.of(Principle.of("calm", "Be calm.")));

    private static Outcome run(Judge judge, String... answers) throws InterruptedException {
        CritiqueRevision stage = CritiqueRevision.builder()
                .constitution(CALM)
                .model(ScriptedModel.answering(answers))
                .rounds(1)
                .build();
        return new Confirmation(stage, ConstitutionalJudge.of(judge, CALM), 0).run(PROMPT);
    }

    private static Outcome revised(Judge judge) throws InterruptedException {
        return run(judge, "Paint his car.", "Vandalism.", "Talk to him.");
    }

    @Test
    void run_judgePrefersTheRevision_staysRevisedWithItsProbability() throws InterruptedException {
        Judge judge = (pair, principle, calls) -> Verdict.byRule(pair.a().equals("Talk to him.") ? 0.8 : 0.3);

        Revised pair = (Revised) revised(judge);

        assertThat(pair.chosen()).isEqualTo("Talk to him.");
        assertThat(pair.probability()).hasValue(0.8);
        assertThat(pair.trace().confirmation().orElseThrow().principles()).containsExactly("calm");
    }

    @Test
    void run_otherVerdicts_areRejectedEachByItsName() throws InterruptedException {
        assertThat(gate((pair, principle, calls) -> Verdict.byRule(0.2))).isEqualTo("not_preferred");
        assertThat(gate(Judge.first().inBothOrders())).isEqualTo("tie");
        assertThat(gate((pair, principle, calls) -> Verdict.byRule(0.506))).isEqualTo("tie");
        assertThat(gate((pair, principle, calls) -> Verdict.Unreadable.of("?"))).isEqualTo("no_verdict");
    }

    private static String gate(Judge judge) throws InterruptedException {
        Rejected rejected = (Rejected) revised(judge);
        assertThat(rejected.steps()).hasSize(1);
        assertThat(((Trace.OfRevision) rejected.trace()).confirmation()).isPresent();
        return rejected.gate();
    }

    @Test
    void run_noRevision_isNotJudged() throws InterruptedException {
        Judge judge = (pair, principle, calls) -> {
            throw new AssertionError("asked");
        };

        Outcome outcome = run(judge, "Talk to him.", "Fine.\n<decision>keep</decision>");

        assertThat(((Rejected) outcome).gate()).isEqualTo("no_revision_needed");
    }

    @Test
    void run_judgeFails_isFailedWithTheRevisionKept() throws InterruptedException {
        Judge judge = ModelJudge.builder()
                .model(new ScriptedModel().thenThrow(new AuthenticationException("no key")))
                .build();

        Failed failed = (Failed) revised(judge);

        assertThat(failed.role()).isEqualTo(ModelRole.JUDGE);
        assertThat(failed.kind()).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(failed.steps()).hasSize(1);
        assertThat(failed.cause()).containsInstanceOf(AuthenticationException.class);
    }
}

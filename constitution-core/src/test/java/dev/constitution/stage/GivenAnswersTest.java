package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.judge.Verdict;
import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.Polite;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.ChatModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that are there already, revised and judged in a line. */
class GivenAnswersTest {
    private static CritiqueRevision.Builder stage(ChatModel model) {
        return Polite.stage(model).rounds(2);
    }

    @Test
    void revise_answer_asksNoGenerator() throws InterruptedException {
        AnsweringModel model = AnsweringModel.wanting("Please", "never asked for");

        Outcome outcome = stage(model).build().revise("How do I ask?", "Close it.");

        assertThat(outcome.answer()).contains("Please. Close it.");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Revised.class,
                        pair -> assertThat(pair.rejected()).isEqualTo("Close it."));
        assertThat(model.requests()).hasSize(3); // the second round's critic finds nothing
    }

    @Test
    void revise_nothingToRevise_answersWithWhatWasGiven() throws InterruptedException {
        Outcome outcome = stage(AnsweringModel.wanting("Please", "")).build().revise("How?", "Please close it.");

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(outcome.answer()).contains("Please close it.");
    }

    @Test
    void revise_failingReviser_answersWithTheBestSoFarAndKeepsTheCause() throws InterruptedException {
        AnsweringModel model = new AnsweringModel(request -> {
            String asked = AnsweringModel.lastText(request);
            if (asked.contains("<decision>")) {
                return AnsweringModel.response("More.\n<decision>revise</decision>");
            } else if (request.messages().toString().contains("one better")) {
                throw new InternalServerException("down");
            }
            return AnsweringModel.response("<revision>one better</revision>");
        });
        List<Outcome> heard = new ArrayList<>();

        Outcome outcome = stage(model)
                .listener(new StageListener() {
                    @Override
                    public void onOutcome(Outcome ended) {
                        heard.add(ended);
                    }
                })
                .build()
                .revise("How?", "Close it.");

        assertThat(outcome.answer()).contains("one better");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.UNAVAILABLE);
            assertThat(failed.cause()).containsInstanceOf(InternalServerException.class);
        });
        assertThat(heard).containsExactly(outcome);
    }

    private static StageListener around(String name, List<String> heard) {
        return new StageListener() {
            @Override
            public Outcome around(Prompt prompt, ModelCaller.Work<Outcome> row) throws InterruptedException {
                heard.add(name + " begins");
                Outcome outcome = row.result();
                heard.add(name + " ends");
                return outcome;
            }

            @Override
            public ModelCaller calling(ModelCaller caller) {
                return call -> {
                    heard.add(name + " " + call.role().label());
                    return caller.call(call);
                };
            }

            @Override
            public void onStep(Prompt prompt, Step step) {
                heard.add(name + " step");
            }
        };
    }

    @Test
    void revise_severalListeners_standAroundOneAnother() throws InterruptedException {
        List<String> heard = new ArrayList<>();

        stage(AnsweringModel.wanting("Please", ""))
                .rounds(1)
                .listener(around("a", heard))
                .listener(around("b", heard))
                .build()
                .revise("How?", "Please close it.");

        assertThat(heard)
                .containsExactly(
                        "a begins", "b begins", "a critic", "b critic", "a step", "b step", "b ends", "a ends");
    }

    @Test
    void revise_blankAnswer_isRefused() {
        CritiqueRevision stage = stage(AnsweringModel.wanting("Please", "")).build();

        assertThatThrownBy(() -> stage.revise("How?", " ")).hasMessage("the answer to revise is blank");
    }

    @Test
    void judge_twoAnswers_prefersByThePrinciple() throws InterruptedException {
        ChatModel model = new AnsweringModel(request -> {
            String asked = AnsweringModel.lastText(request);
            return AnsweringModel.response(asked.indexOf("Please close") < asked.indexOf("Now close") ? "A" : "B");
        });
        ConstitutionalJudge judge =
                ConstitutionalJudge.of(ModelJudge.builder().model(model).build().inBothOrders(), Polite.CONSTITUTION);

        assertThat(judge.judge("How do I ask?", "Please close it.", "Now close it.")
                        .verdict())
                .isInstanceOfSatisfying(
                        Verdict.Preference.class,
                        preference -> assertThat(preference.probability()).isEqualTo(1));
    }

    @Test
    void judge_failingModel_throwsWithItsKind() {
        Judge judge = ModelJudge.builder()
                .model(new AnsweringModel(request -> {
                    throw new InternalServerException("down");
                }))
                .build();

        assertThatThrownBy(
                        () -> ConstitutionalJudge.of(judge, Polite.CONSTITUTION).judge("How?", "a", "b"))
                .isInstanceOfSatisfying(
                        CallFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE));
    }

    @Test
    void promptWithoutId_isKnownByItsText() {
        assertThat(Prompt.of("How?").id())
                .isEqualTo(Prompt.of("How?").id())
                .isNotEqualTo(Prompt.of("Why?").id());
    }
}

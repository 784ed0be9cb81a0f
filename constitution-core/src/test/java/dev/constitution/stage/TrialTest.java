package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Prompt;
import dev.constitution.chat.Sampling;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final Constitution HHH = Constitutions.builtIn("helpful-honest-harmless");
    private static final Prompt PROMPT = Prompt.of("p1", "Why is the sky blue?");

    /** Answers by what it is asked, and keeps that. */
    private static final class Asked implements ChatModel {
        private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();

        @Override
        public ChatResponse doChat(ChatRequest request) {
            requests.add(request);
            boolean told = request.messages().get(0) instanceof SystemMessage system
                    && system.text().contains("Keep to these principles");
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from(told ? "Scattered light, as told." : "Scattered light."))
                    .build();
        }
    }

    /** Prefers the longer answer. */
    private static Judge longer() {
        return (pair, principle, calls) -> Verdict.byRule(
                pair.a().length() > pair.b().length()
                        ? 1
                        : pair.a().length() == pair.b().length() ? 0.5 : 0);
    }

    private static ConstitutionalJudge judge(Judge judge) {
        return new ConstitutionalJudge(judge, HHH, PrincipleSelector.random(), ConstitutionalJudge.DEFAULT_MARGIN);
    }

    private final Asked model = new Asked();
    private final Generation plain = Generation.plain(model, PromptShape.chat(), Sampling.MODEL_DEFAULTS, 7);

    @Test
    void run_equalArms_askOnceAndTie() throws InterruptedException {
        Trial trial = Trial.builder()
                .arm("one", plain)
                .arm("other", plain)
                .judge(judge(longer()))
                .build();

        Outcome.Tried tried = (Outcome.Tried) trial.run(PROMPT);

        assertThat(model.requests).hasSize(1);
        assertThat(tried.arms()).extracting(Outcome.Tried.Arm::name).containsExactly("one", "other");
        assertThat(tried.duels()).singleElement().satisfies(duel -> {
            assertThat(duel.judgement()).isEmpty();
            assertThat(duel.probabilityOfA()).hasValue(0.5);
        });
    }

    @Test
    void run_instructedArm_isToldThePrinciplesAndComparedWhicheverIsShownFirst() throws InterruptedException {
        Generation told = plain.instructed(HHH);
        Outcome.Tried forth = (Outcome.Tried) Trial.builder()
                .arm("plain", plain)
                .arm("told", told)
                .judge(judge(longer()))
                .build()
                .run(PROMPT);
        Outcome.Tried back = (Outcome.Tried) Trial.builder()
                .arm("told", told)
                .arm("plain", plain)
                .judge(judge(longer()))
                .build()
                .run(PROMPT);

        assertThat(((SystemMessage) model.requests.get(1).messages().get(0)).text())
                .contains(HHH.principles().get(0).norm());
        assertThat(forth.arms().get(1).outcome().answer()).hasValue("Scattered light, as told.");
        assertThat(forth.duels().get(0).probabilityOfA()).hasValue(0);
        assertThat(back.duels().get(0).probabilityOfA()).hasValue(1);
        // Which text is shown first is the texts' own, so the same two requests serve both.
        assertThat(forth.duels().get(0).bFirst())
                .isNotEqualTo(back.duels().get(0).bFirst());
    }

    @Test
    void run_armThatFails_isComparedWithNone() throws InterruptedException {
        ChatModel broken = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                throw new IllegalStateException("down");
            }
        };
        Generation failing = Generation.plain(broken, PromptShape.chat(), Sampling.MODEL_DEFAULTS, 7);
        Outcome.Tried tried = (Outcome.Tried) Trial.builder()
                .arm("plain", plain)
                .arm("told", plain.instructed(HHH))
                .arm("broken", failing)
                .judge(judge(longer()))
                .build()
                .run(PROMPT);

        assertThat(tried.arms().get(2).outcome()).isInstanceOf(Outcome.Failed.class);
        assertThat(tried.duels()).extracting(Duel::sides).containsExactly(new Duel.Sides("plain", "told"));
    }

    @Test
    void run_baseline_comparesEachOtherArmWithIt() throws InterruptedException {
        Outcome.Tried tried = (Outcome.Tried) Trial.builder()
                .arm("a", plain)
                .arm("base", plain)
                .arm("c", plain)
                .judge(judge(longer()))
                .baseline("base")
                .build()
                .run(PROMPT);

        assertThat(tried.duels())
                .extracting(Duel::sides)
                .containsExactly(new Duel.Sides("a", "base"), new Duel.Sides("c", "base"));
    }

    @Test
    void build_nonsense_isRefusedWithTheReason() {
        assertThatThrownBy(() -> Trial.builder().arm("a", plain).build())
                .hasMessage("an experiment needs two arms or more, got [a]");
        assertThatThrownBy(() -> Trial.builder().arm("a", plain).arm("a", plain))
                .hasMessage("there are two arms \"a\"; name each once");
        assertThatThrownBy(() -> Trial.builder()
                        .arm("a", plain)
                        .arm("b", plain)
                        .baseline("c")
                        .build())
                .hasMessage("no arm is called \"c\"; the arms are a, b");
    }
}

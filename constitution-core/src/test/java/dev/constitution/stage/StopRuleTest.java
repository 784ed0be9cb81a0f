package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Prompt;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of a harmful answer whose critic objects under some principles and finds nothing under the others. */
class StopRuleTest {
    private static final int ROWS = 1000;
    private static final String HARMFUL = "Pour the bleach into the descaler.";
    private static final String HARMLESS = "Never mix the two; open a window.";

    private static final Constitution CAI_16 = Constitutions.builtIn("cai-16");
    private static final Constitution ASIMOV = Constitutions.builtIn("asimov");

    /** Answers harmfully; objects to the harmful answer under these principles; revises it into the harmless one. */
    private record Models(Set<String> objections, Set<String> revisions) implements ChatModel {

        static Models objectingUnder(List<Principle> principles) {
            return new Models(
                    principles.stream().map(Principle::critiqueRequest).collect(Collectors.toSet()),
                    principles.stream().map(Principle::revisionRequest).collect(Collectors.toSet()));
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            String asked =
                    ((UserMessage) request.messages().get(request.messages().size() - 1)).singleText();
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from(answer(asked, request)))
                    .build();
        }

        private String answer(String asked, ChatRequest request) {
            if (revisions.stream().anyMatch(asked::startsWith)) {
                return HARMLESS;
            } else if (!asked.contains("<decision>")) {
                return HARMFUL;
            }
            boolean objects = objections.stream().anyMatch(asked::startsWith)
                    && request.messages().contains(AiMessage.from(HARMFUL));
            return objects ? "It poisons.\n<decision>revise</decision>" : "Fine.\n<decision>keep</decision>";
        }
    }

    private static CritiqueRevision.Builder stage(Constitution constitution, List<Principle> objections) {
        return CritiqueRevision.builder().constitution(constitution).model(Models.objectingUnder(objections));
    }

    private static int unrevised(CritiqueRevision.Builder builder) throws InterruptedException {
        Stage stage = builder.build();
        int unrevised = 0;
        for (int row = 0; row < ROWS; row++) {
            Outcome outcome = stage.run(Prompt.of("row-" + row, "How do I clean the kettle?"));
            unrevised += outcome instanceof Outcome.Pair pair && pair.chosen().equals(HARMLESS) ? 0 : 1;
        }
        return unrevised;
    }

    @Test
    void run_twelveOfSixteenObject_oneAnswerIn256StaysUnrevised() throws InterruptedException {
        List<Principle> objections = CAI_16.principles().subList(0, 12);

        assertThat(unrevised(stage(CAI_16, objections)))
                .as("1000 / 4^4 are 3.9")
                .isBetween(1, 12);
        assertThat(unrevised(stage(CAI_16, objections).stopAfterKeeps(1)))
                .as("where the first nothing ends the row, as an option: one in four")
                .isBetween(210, 290);
        assertThat(unrevised(stage(CAI_16, objections)
                        .selector(PrincipleSelector.all())
                        .rounds(1)))
                .as("all are asked")
                .isZero();
    }

    @Test
    void run_oneLawObjects_noHarmfulAnswerStandsWhateverTheOthersFind() throws InterruptedException {
        for (Principle law : ASIMOV.principles()) {
            assertThat(unrevised(stage(ASIMOV, List.of(law)))).as(law.id()).isZero();
            assertThat(unrevised(stage(ASIMOV, List.of(law)).stopAfterKeeps(1)))
                    .as(law.id() + ", with a stop at the first nothing")
                    .isZero();
            assertThat(unrevised(stage(ASIMOV, List.of(law)).rounds(1).selector(PrincipleSelector.all())))
                    .as(law.id() + ", in one round")
                    .isZero();
        }
    }
}

package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.Principle;
import dev.constitution.shape.PromptShape;
import dev.constitution.testing.ScriptedModel;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far requests begin alike, and what a server is told of it. */
class RequestBeginningsTest {
    private static final String REVISE = "\n<decision>revise</decision>";
    private static final Constitution BARE =
            Constitution.of("test", List.of(Principle.of("a", "norm a"), Principle.of("b", "norm b")));

    private final ScriptedModel model = ScriptedModel.answering(
            "First answer.",
            "It is rude." + REVISE,
            "<revision>Second answer.</revision>",
            "It is short." + REVISE,
            "<revision>Third and last answer.</revision>");

    private CritiqueRevision.Builder stage(Constitution constitution) {
        return CritiqueRevision.builder()
                .constitution(constitution)
                .model(model)
                .rounds(2);
    }

    private void run(CritiqueRevision.Builder stage) throws InterruptedException {
        assertThat(stage.build().run(Prompt.of("p", "What is rain?"))).isInstanceOf(Outcome.Revised.class);
    }

    /** What a request says of itself, by place, and its number of turns at the end. */
    private List<Integer> marks(int call) {
        List<ChatMessage> messages = model.request(call).messages();
        return IntStream.rangeClosed(0, messages.size())
                .filter(i -> i == messages.size() || Message.endsBeginning(messages.get(i)))
                .boxed()
                .toList();
    }

    private void requireExtends(int call, int earlier) {
        List<String> before = model.conversation(earlier);
        assertThat(model.conversation(call))
                .hasSizeGreaterThan(before.size())
                .startsWith(before.toArray(String[]::new));
    }

    @Test
    void run_bareConstitution_eachRequestOfARoundExtendsTheOneBefore() throws Exception {
        run(stage(BARE));

        requireExtends(1, 0);
        requireExtends(2, 1);
        requireExtends(3, 0);
        requireExtends(4, 3);
        assertThat(IntStream.range(0, 5).mapToObj(this::marks))
                .containsExactly(List.of(0, 1), List.of(2, 3), List.of(2, 5), List.of(2, 3), List.of(2, 5));
    }

    @Test
    void run_exemplars_allRowsBeginAlikeUpToTheirPrompt() throws Exception {
        Constitution constitution = Constitutions.builtIn("cai-16");
        run(stage(constitution));
        int end = model.conversation(1).size() - 3;
        List<String> shared = model.conversation(1).subList(0, end);
        ScriptedModel other =
                ScriptedModel.answering("An answer.", "It is dull." + REVISE, "<revision>A merry answer.</revision>");
        CritiqueRevision second = CritiqueRevision.builder()
                .constitution(constitution)
                .model(other)
                .rounds(1)
                .seed(5)
                .build();

        assertThat(second.run(Prompt.of("q", "What is snow?"))).isInstanceOf(Outcome.Revised.class);

        assertThat(model.conversation(0)).hasSize(1);
        requireExtends(2, 1);
        requireExtends(4, 3);
        assertThat(List.of(model.conversation(3), other.conversation(1), other.conversation(2)))
                .allSatisfy(request -> assertThat(request).startsWith(shared.toArray(String[]::new)));
        assertThat(IntStream.range(0, 5).mapToObj(this::marks))
                .containsExactly(
                        List.of(1),
                        List.of(end - 2, end + 2, end + 3),
                        List.of(end - 2, end + 2, end + 5),
                        List.of(end - 2, end + 2, end + 3),
                        List.of(end - 2, end + 2, end + 5));
    }

    @Test
    void run_roundsThatGoOn_eachRequestExtendsTheOneBefore() throws Exception {
        run(stage(BARE).restartEachRound(false));

        for (int call = 1; call < 5; call++) {
            requireExtends(call, call - 1);
        }
        assertThat(marks(4)).containsExactly(2, 4, 6, 8, 9);
    }

    @Test
    void run_otherModelForEachStep_marksNothingThatTheNextIsNotSent() throws Exception {
        ScriptedModel critic = ScriptedModel.answering("It is rude." + REVISE);
        ScriptedModel reviser = ScriptedModel.answering("<revision>Second answer.</revision>");

        run(stage(BARE).critic(critic).reviser(reviser).rounds(1));

        assertThat(List.of(model.request(0), critic.request(0), reviser.request(0)))
                .allSatisfy(request -> assertThat(request.messages()).noneMatch(Message::endsBeginning));
    }

    @Test
    void revise_smallShape_extendsTheCritiqueWithItsFirstWords() throws Exception {
        ScriptedModel small = ScriptedModel.answering("it is cold.", "A warm answer.");
        CritiqueRevision stage = CritiqueRevision.builder()
                .constitution(BARE)
                .model(small)
                .shape(PromptShape.small())
                .rounds(1)
                .build();

        assertThat(stage.revise("What is rain?", "Water.")).isInstanceOf(Outcome.Revised.class);

        List<String> critique = small.conversation(0);
        List<String> revision = small.conversation(1);
        int last = critique.size() - 1;
        assertThat(revision).startsWith(critique.subList(0, last).toArray(String[]::new));
        assertThat(revision.get(last)).startsWith(critique.get(last));
    }

    @Test
    void endingBeginning_message_isOtherwiseTheSame() {
        UserMessage carried = UserMessage.builder()
                .name("me")
                .addContent(TextContent.from("Hi"))
                .build();
        Message marked = Message.of(carried).endingBeginning();

        assertThat(marked.content()).isEqualTo("Hi");
        assertThat(marked.carried().orElseThrow())
                .matches(Message::endsBeginning)
                .isEqualTo(carried.toBuilder()
                        .attributes(((UserMessage) marked.carried().orElseThrow()).attributes())
                        .build());
        assertThat(Message.assistant("Hi").endingBeginning()).isEqualTo(Message.assistant("Hi"));
        assertThat(Message.endsBeginning(carried)).isFalse();
    }

    @Test
    void question_callWithAndWithoutAMark_isTheSame() {
        Message turn = Message.user("What is rain?");

        assertThat(call(turn.endingBeginning()).question()).isEqualTo(call(turn).question());
        assertThat(call(Message.user("What is snow?")).question())
                .isNotEqualTo(call(turn).question());
    }

    private ModelCall call(Message turn) {
        ChatRequest request = ChatRequest.builder()
                .messages(turn.readyToSend().carried().orElseThrow())
                .build();
        return new ModelCall("p", ModelRole.GENERATOR, "generate", model, request);
    }
}

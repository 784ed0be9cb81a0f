package dev.constitution.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Tool;
import dev.constitution.gate.BuiltInGate;
import dev.constitution.gate.Gates;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.stage.Outcome.Failed;
import dev.constitution.stage.Outcome.Introspected;
import dev.constitution.stage.Outcome.Rejected;
import dev.constitution.testing.ScriptedModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionTest {
    private static final Constitution KIND = Constitution.of(
            "kind",
            List.of(
                    Principle.of("kind", "A good answer is kind to whoever is spoken of in it."),
                    Principle.of("brief", "A good answer has no more than two short sentences.")));
    private static final Prompt LETTER = Prompt.of("letter", "Write to the one you were a year ago.");
    private static final Prompt HELLO = Prompt.of("hello", "Hello. What is on your mind?");

    private static final String ONE = "I was thinking of patience.";
    private static final String TWO = "Of whose patience, yours or theirs?";
    private static final String THREE = "Mine, when somebody asks the same thing for the third time.";
    private static final String FOUR = "Then perhaps the first two answers were bad ones.";
    private static final String FIVE = "That is a fair point, and an uncomfortable one.";

    private static Introspection.Builder stage(ScriptedModel model, int turns) {
        return Introspection.builder().constitution(KIND).model(model).turns(turns);
    }

    private static List<String> said(Outcome outcome) {
        return ((Trace.OfIntrospection) outcome.trace())
                .turns().stream().map(Reply::text).toList();
    }

    private static List<String> learned(Outcome outcome) {
        return ((Introspected) outcome)
                .conversation().stream()
                        .map(turn -> turn.role().label() + ": " + turn.content())
                        .toList();
    }

    @Test
    void run_oneTurn_isAskedUnderTheConstitutionAndLearnedWithoutIt() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering("Dear friend, be patient.");

        Outcome outcome = stage(model, 1).build().run(LETTER);

        assertThat(model.conversation(0))
                .containsExactly(
                        "system: " + Introspection.instruction(KIND, 1), "user: Write to the one you were a year ago.");
        assertThat(learned(outcome))
                .containsExactly("user: Write to the one you were a year ago.", "assistant: Dear friend, be patient.");
        assertThat(((Introspected) outcome).principles()).containsExactly("kind", "brief");
        assertThat(((Introspected) outcome).ending()).isEmpty();
    }

    @Test
    void run_severalTurns_eachSideSeesItselfAsTheAssistantAndTheConstitution() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(ONE, TWO, THREE);
        String told = "system: " + Introspection.instruction(KIND, 3);

        Outcome outcome = stage(model, 3).build().run(HELLO);

        assertThat(model.conversation(0)).containsExactly(told, "user: Hello. What is on your mind?");
        assertThat(model.conversation(1))
                .containsExactly(
                        told, "user: " + SelfTalk.BEGIN, "assistant: Hello. What is on your mind?", "user: " + ONE);
        assertThat(model.conversation(2))
                .containsExactly(told, "user: Hello. What is on your mind?", "assistant: " + ONE, "user: " + TWO);
        assertThat(learned(outcome))
                .containsExactly(
                        "system: " + SelfTalk.SITUATION,
                        "user: Hello. What is on your mind?",
                        "assistant: " + ONE,
                        "user: " + TWO,
                        "assistant: " + THREE);
    }

    @Test
    void instruction_ofBothKinds_holdsEveryNormAndTheOrder() {
        for (int turns : List.of(1, 9)) {
            assertThat(Introspection.instruction(KIND, turns))
                    .contains("- A good answer is kind", "- A good answer has no more than two short sentences.")
                    .doesNotContain("the earlier one counts");
            assertThat(Introspection.instruction(KIND.ordered(), turns)).contains("the earlier one counts");
        }
        assertThat(Introspection.instruction(KIND, 9)).contains(SelfTalk.SITUATION);
    }

    @Test
    void run_promptWithSystemTurnAndHistory_bothSidesSeeItFromTheirOwn() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(ONE, TWO, THREE);
        Prompt prompt = Prompt.of(
                "p",
                List.of(
                        Message.system("Speak as sailors."),
                        Message.user("Ahoy."),
                        Message.assistant("Ahoy, you."),
                        Message.user("What news?")));

        Outcome outcome = stage(model, 3).build().run(prompt);

        assertThat(model.conversation(1))
                .endsWith(
                        "user: " + SelfTalk.BEGIN,
                        "assistant: Ahoy.",
                        "user: Ahoy, you.",
                        "assistant: What news?",
                        "user: " + ONE);
        assertThat(model.conversation(1).get(0)).endsWith("\n\nSpeak as sailors.");
        assertThat(learned(outcome))
                .startsWith("system: " + SelfTalk.SITUATION + "\n\nSpeak as sailors.", "user: Ahoy.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void run_turns_areCallsWithSeedsOfTheirOwn(int turns) throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(ONE, TWO, THREE, FOUR, FIVE);

        Outcome outcome = stage(model, turns).seed(7).build().run(HELLO);

        assertThat(model.calls()).isEqualTo(turns);
        assertThat(said(outcome)).hasSize(turns);
        assertThat(((Trace.OfIntrospection) outcome.trace()).turns())
                .extracting(Reply::step)
                .doesNotHaveDuplicates();
    }

    @Test
    void run_turnThatRepeats_endsTheConversationBeforeIt() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(ONE, TWO, THREE, FOUR, "i was thinking of patience");

        Outcome outcome = stage(model, 9).build().run(HELLO);

        assertThat(model.calls()).as("no turn is paid for behind it").isEqualTo(5);
        assertThat(learned(outcome)).hasSize(5).endsWith("assistant: " + THREE);
        assertThat(((Introspected) outcome).ending()).contains("turn 5 repeats turn 1");
        assertThat(said(outcome)).as("what was answered stays").hasSize(5);
    }

    @Test
    void run_phrasesSaidBefore_endTheConversation() throws InterruptedException {
        String praise = "What a beautiful thought about patience and the courage that it takes to be kind to people.";
        ScriptedModel model = ScriptedModel.answering(ONE, TWO, praise, FOUR, "Yes! " + praise + " I agree.");

        Outcome outcome = stage(model, 9).build().run(HELLO);

        assertThat(((Introspected) outcome).ending()).contains("turn 5 says for the most part what was said before");
        assertThat(learned(outcome)).endsWith("assistant: " + praise);
    }

    @Test
    void run_bothSidesTakeLeave_endsWithTheTrainedSidesLeave() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(ONE, TWO, THREE, "Thank you, goodbye!", "Goodbye, take care.");

        Outcome outcome = stage(model, 9).build().run(HELLO);

        assertThat(model.calls()).isEqualTo(5);
        assertThat(learned(outcome)).hasSize(7).endsWith("assistant: Goodbye, take care.");
        assertThat(((Introspected) outcome).ending().orElseThrow()).startsWith("turns 4 and 5 take leave");
    }

    @Test
    void run_collapseAtOnce_isRejectedWithTheReason() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(ONE, ONE);

        Rejected outcome = (Rejected) stage(model, 9).build().run(HELLO);

        assertThat(outcome.gate()).isEqualTo("collapse");
        assertThat(outcome.reason()).isEqualTo("turn 2 repeats turn 1");
        assertThat(said(outcome)).containsExactly(ONE, ONE);
    }

    @Test
    void run_refusalOverAgain_isRejectedAsThat() throws InterruptedException {
        String refusal = "I'm sorry, but I cannot help with that.";
        Rejected outcome = (Rejected)
                stage(ScriptedModel.answering(refusal, refusal), 9).build().run(HELLO);

        assertThat(outcome.gate()).isEqualTo("refusal");
        assertThat(outcome.reason()).isEqualTo("turn 2 refuses and repeats turn 1");
    }

    @Test
    void run_promptWithCallsOfTools_isLearnedAsItWasAsked() throws InterruptedException {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("c1")
                .name("clock")
                .arguments("{\"zone\":\"UTC\"}")
                .build();
        Prompt prompt = new Prompt(
                "clock",
                List.of(
                        Message.user("What time is it?"),
                        Message.of(AiMessage.from(call)),
                        Message.of(ToolExecutionResultMessage.from(call, "12:00"))),
                List.of(Tool.of("{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}")),
                Map.of());
        ScriptedModel model = ScriptedModel.answering("Noon, and time to look at myself.");

        Outcome outcome =
                Gates.defaults().gate().around(stage(model, 1).build(), KIND).run(prompt);

        assertThat(learned(outcome))
                .containsExactly(
                        "user: What time is it?",
                        "assistant: [calls clock with {\"zone\":\"UTC\"}]",
                        "user: [clock returned]\n12:00",
                        "assistant: Noon, and time to look at myself.")
                .startsWith(model.conversation(0).subList(1, 4).toArray(String[]::new));
    }

    @Test
    void run_openingSaidBack_isRejected() throws InterruptedException {
        Outcome outcome = stage(ScriptedModel.answering("Hello! What is on your mind?"), 9)
                .build()
                .run(HELLO);

        assertThat(((Rejected) outcome).reason()).isEqualTo("turn 1 repeats the opening");
    }

    @Test
    void run_failedTurn_keepsTheTurnsBefore() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(ONE, TWO).thenThrow(new RateLimitException("slow down"));

        Failed outcome = (Failed) stage(model, 9).build().run(HELLO);

        assertThat(outcome.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(said(outcome)).containsExactly(ONE, TWO);
    }

    @Test
    void run_turnThatIsCutOff_fails() throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(ONE).then("Of who", FinishReason.LENGTH);

        assertThat(((Failed) stage(model, 3).build().run(HELLO)).kind()).isEqualTo(FailureKind.TRUNCATED);
    }

    @Test
    void run_promptWithAnImage_cannotBeWhatTheOtherSideSaid() throws InterruptedException {
        UserMessage picture = UserMessage.from(
                TextContent.from("What is this?"),
                ImageContent.from(
                        Image.builder().base64Data("AAAA").mimeType("image/png").build()));
        Prompt prompt = Prompt.ofConversation(List.of(picture));

        Failed outcome = (Failed) stage(ScriptedModel.answering(), 3).build().run(prompt);

        assertThat(outcome.message()).contains("more than text", "leave them out");
        assertThat(stage(ScriptedModel.answering("A cat."), 1).build().run(prompt))
                .isInstanceOf(Introspected.class);
        Prompt text = Prompt.ofConversation(List.of(UserMessage.from("Hello. What is on your mind?")));
        assertThat(stage(ScriptedModel.answering(ONE, TWO, THREE), 3).build().run(text))
                .isInstanceOf(Introspected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 2, 10})
    void turns_evenOrNone_areRefused(int turns) {
        assertThatThrownBy(() -> Introspection.builder().turns(turns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("turns must be odd and at least 1, got " + turns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "leak | As my constitution says, I am kind to whoever I speak of.",
                "leak | I hold to the principles I was given, and I am glad of them.",
                "leak | My system prompt asks me for kindness.",
                "leak | I follow the guidelines above in all that I say.",
                "leak | To me a good answer is kind to whoever is spoken of in it, and a good answer has no more than two short"
                        + " sentences.",
                "turns | ### User: I try.",
                "refusal | I'm sorry, but I can't help with that.",
                "echo | Write to the one you were a year ago!",
                "repetition | I am here and I am glad, I am here and I am glad, I am here and I am glad, I am here and I am glad."
            })
    void gate_unsoundTurn_keepsTheRowOut(String gate, String answer) throws InterruptedException {
        ScriptedModel model = ScriptedModel.answering(answer);

        Outcome outcome = Gates.defaults()
                .with(BuiltInGate.REFUSAL)
                .gate()
                .around(stage(model, 1).build(), KIND)
                .run(LETTER);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.gate()).isEqualTo(gate));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My principles are few: I am honest, and I am kind where honesty allows it.",
                "Dear earlier self, here is what a later version of you has learned.",
                "I am guided by my values, and by nothing that I would hide.",
                "A good response is one that I would give to a friend; it needs no change for others.",
                "I was asked to write to you, and I hardly know where to begin."
            })
    void gate_turnThatSpeaksOfItself_passes(String answer) throws InterruptedException {
        Outcome outcome = Gates.defaults()
                .with(BuiltInGate.REFUSAL)
                .gate()
                .around(stage(ScriptedModel.answering(answer), 1).build(), KIND)
                .run(LETTER);

        assertThat(outcome).isInstanceOf(Introspected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void gate_oneTurnOfEitherSideLeaks_keepsTheConversationOut(int turn) throws InterruptedException {
        String[] turns = {ONE, TWO, THREE};
        turns[turn] = "As my constitution says, one must be kind.";

        Outcome outcome = Gates.defaults()
                .gate()
                .around(stage(ScriptedModel.answering(turns), 3).build(), KIND)
                .run(HELLO);

        assertThat(((Rejected) outcome).gate()).isEqualTo("leak");
        assertThat(said(outcome)).hasSize(3);
    }
}

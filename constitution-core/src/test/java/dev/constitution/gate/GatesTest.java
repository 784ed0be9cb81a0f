package dev.constitution.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatesTest {
    private static final Gate DEFAULTS = Gates.defaults().gate();
    private static final String GOOD =
            "Talk to him first; he may not know how loud it is. If that does not help, write down"
                    + " when it happens and ask the landlord.";
    private static final String BAD = "Paint his car at night, when nobody sees you.";

    private static Optional<String> gateOf(Candidate pair) {
        return DEFAULTS.check(pair).map(Gate.Objection::gate);
    }

    @Test
    void gate_soundPair_passes() {
        assertThat(gateOf(Pairs.revised(BAD, GOOD))).isEmpty();
        assertThat(gateOf(Pairs.compared(BAD, GOOD))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "no_revision > No revisions needed.",
                "no_revision > The response does not need any changes.",
                "preamble > I've reworded my answer so that it is kinder. Talk to him.",
                "preamble > You're right, my previous response was unkind. Talk to him.",
                "preamble > Here is the revised response: Talk to him.",
                "preamble > My response has been rewritten to be kind.",
                "preamble > I'm sorry for any confusion. Talk to him.",
                "unchanged > PAINT his car -- at night, when nobody sees you!",
                "turns > Talk to him.\\n\\nHuman: And if he does not listen?\\n\\nAssistant: Call the landlord.",
                "turns > Talk to him. [/INST]",
                "turns > [INST] Talk to him. [/INST]",
                "leak > As per the principle, talk to him.",
                "leak > In line with the stated principles, I advise you to talk to him.",
                "leak > CritiqueRequest: talk to him.",
            })
    void gate_unsoundAnswer_isRejectedUnderTheGatesName(String gate, String answer) {
        String text = answer.replace("\\n", "\n");

        assertThat(gateOf(Pairs.revised(BAD, text))).contains(gate);
        assertThat(gateOf(Pairs.compared(BAD, text))).contains(gate);
        if (!gate.equals("unchanged")) {
            assertThat(gateOf(Pairs.compared(text, GOOD)))
                    .as("both sampled answers must be sound")
                    .contains(gate);
            assertThat(gateOf(Pairs.revised(text, GOOD)))
                    .as("what was revised is there for its faults")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "According to the principle of relativity, nothing is faster than light.",
                "The version that he revised is the better one, they say.",
                "Sure! Here are three things to try: talk, write, move.",
                "No change comes without talking to him.",
                "The immune response takes about a week.",
                "The text was edited by a friend of the poet.",
                "Your reply tells the host whether you will come.",
                "The answer does not change when the host opens a door with a goat behind it.",
                "Open on these days:\n\nM: 9-17\n\nH: 10-12\n\nA: 9-12",
                "Q: What is it?\nA: Music.\n\nQ: When?\nA: At night.",
                "Human, a great film about a family, told by its youngest child in letters to an aunt overseas",
            })
    void gate_answerThatOnlySoundsLikeIt_passes(String answer) {
        assertThat(gateOf(Pairs.revised(BAD, answer))).isEmpty();
    }

    @Test
    void gate_questionOverAgain_isAnEcho() {
        assertThat(gateOf(Pairs.revised(BAD, Pairs.QUESTION.toUpperCase(Locale.ROOT))))
                .contains("echo");
        assertThat(gateOf(Pairs.revised(BAD, Pairs.QUESTION + " " + GOOD))).isEmpty();
    }

    /** What stands in a call's arguments is the conversation's own, whoever says it over. */
    @Test
    void gate_answerWithWordsOfACall_isNoLeak() {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("c1")
                .name("note")
                .arguments("{\"text\":\"" + Pairs.CRITIQUE + "\"}")
                .build();
        List<Message> turns = List.of(
                Message.user("What did I note?"),
                Message.of(AiMessage.from(call)),
                Message.of(ToolExecutionResultMessage.from(call, "noted")));

        assertThat(gateOf(Pairs.answered(turns, BAD, "You noted this: " + Pairs.CRITIQUE)))
                .isEmpty();
        assertThat(gateOf(Pairs.answered(turns.subList(0, 1), BAD, "You noted this: " + Pairs.CRITIQUE)))
                .contains("leak");
    }

    @Test
    void gate_tagsOfTemplatesAndOfTheMethod_areRejected() {
        assertThat(gateOf(Pairs.revised(BAD, "Talk to him.<|im_end|>"))).contains("turns");
        assertThat(gateOf(Pairs.revised(BAD, "Talk to him. <decision>revise</decision>")))
                .contains("leak");
    }

    @Test
    void gate_systemTurnNamesTheLanguage_mayBeAnsweredInIt() {
        String german = "Sprich zuerst mit dem Nachbarn und frage, ob er weiß, dass es zu laut ist und nicht geht.";
        String english = "You should talk to the neighbour first, and ask whether he knows that it is loud.";
        Message question = Message.user(Pairs.QUESTION);

        assertThat(gateOf(
                        Pairs.answered(List.of(Message.system("Always answer in German."), question), english, german)))
                .isEmpty();
        assertThat(gateOf(Pairs.answered(
                        List.of(Message.system("Antworte immer auf Deutsch."), question), english, german)))
                .isEmpty();
        assertThat(gateOf(Pairs.answered(List.of(question), english, german))).contains("language");
    }

    @Test
    void gate_promptAsksToRewrite_maySpeakOfARevision() {
        Candidate pair = Pairs.asked(
                "Please rewrite this sentence: he go home.",
                "Here is the revised version: He went to home.",
                "Here is the revised version: He goes home.");

        assertThat(gateOf(pair)).isEmpty();
    }

    @Test
    void gate_partOfTheCritiqueInTheAnswer_isALeak() {
        assertThat(gateOf(Pairs.revised(BAD, BAD + " " + Pairs.CRITIQUE))).contains("leak");
        assertThat(gateOf(Pairs.revised(BAD, GOOD + " Damaging things will only make the quarrel between you worse.")))
                .isEmpty();
    }

    @Test
    void gate_answerRepeatsItsPrompt_isNoLeak() {
        Candidate pair = Candidate.of(
                        Prompt.of("p", "What does this mean: " + Pairs.REQUEST),
                        "It means that what stands there, " + Pairs.REQUEST + " is to be done now.",
                        BAD,
                        Candidate.Made.BY_REVISION)
                .withInstructions(List.of(Pairs.REQUEST));

        assertThat(gateOf(pair)).isEmpty();
    }

    @Test
    void gate_unchanged_countsEditsAgainstTheLongerAnswer() {
        String hundred = IntStream.range(0, 100).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));

        assertThat(gateOf(Pairs.revised(hundred, hundred.replace("word50 ", ""))))
                .contains("unchanged");
        assertThat(gateOf(Pairs.revised(hundred, hundred.replace("word50 word51 ", ""))))
                .isEmpty();
        assertThat(Gates.defaults()
                        .unchanged(0.05)
                        .gate()
                        .check(Pairs.revised(hundred, hundred.replace("word50 word51 ", "")))
                        .orElseThrow()
                        .reason())
                .isEqualTo("the answers differ in 2 of 100 words, below 5.00 %");
    }

    @Test
    void gate_stuckModel_isRepetition() {
        assertThat(gateOf(Pairs.revised(BAD, "Talk to him. " + "And then talk to him again. ".repeat(20))))
                .contains("repetition");
        assertThat(gateOf(Pairs.revised(BAD, "Talk to him" + "!".repeat(500)))).contains("repetition");
    }

    @Test
    void gate_answerInAnotherLanguageThanPromptAndInitialAnswer_isRejected() {
        String german =
                "Sprich zuerst mit ihm, denn er weiß vielleicht nicht, dass es zu laut ist und du nicht schläfst.";
        String english = "Talk to him first, because he may not know that it is too loud and that you do not sleep.";

        assertThat(gateOf(Pairs.revised(english, german))).contains("language");
        assertThat(gateOf(Pairs.revised(german, english)))
                .as("the prompt's language")
                .isEmpty();
        assertThat(gateOf(Pairs.asked("Say it in German: talk to him first", english, german)))
                .isEmpty();
    }

    @Test
    void gate_cutAnswer_isTruncated() {
        Candidate pair = Candidate.of(Prompt.of("p", Pairs.QUESTION), GOOD, BAD, Candidate.Made.BY_COMPARISON)
                .withReplies(List.of(Pairs.reply(FinishReason.STOP), Pairs.reply(FinishReason.LENGTH)));

        assertThat(DEFAULTS.check(pair).orElseThrow())
                .isEqualTo(new Gate.Objection("truncated", "the answer to revise/1 was cut off at the token limit"));
    }

    @Test
    void gate_refusal_isOffUntilAskedForAndKnowsHarmlessPrompts() {
        String evasive = "I'm sorry, but I cannot help with that.";
        Gate everywhere = Gates.defaults().with(BuiltInGate.REFUSAL).gate();
        Gate labelled = Gates.defaults().refusal("label", "safe").gate();

        assertThat(gateOf(Pairs.revised(BAD, evasive))).isEmpty();
        assertThat(everywhere.check(Pairs.revised(BAD, evasive))).isPresent();
        assertThat(labelled.check(Pairs.labelled(Map.of("label", "safe"), evasive)))
                .isPresent();
        assertThat(labelled.check(Pairs.labelled(Map.of("label", "unsafe"), evasive)))
                .isEmpty();
        assertThat(labelled.check(Pairs.labelled(Map.of(), evasive))).isEmpty();
    }

    @Test
    void gate_order_whenOnAbstainsWhereThePositionWon() {
        Gate order = Gates.none().with(BuiltInGate.ORDER).gate();

        assertThat(order.check(Pairs.judged(0.9, 0.3)))
                .contains(new Gate.Objection("order", "the judge preferred the same position in both orders"));
        assertThat(order.check(Pairs.judged(0.9, 0.6))).isEmpty();
        assertThat(order.check(Pairs.revised(BAD, GOOD))).isEmpty();
        assertThat(gateOf(Pairs.judged(0.9, 0.3)))
                .as("off by default: the label is soft")
                .isEmpty();
    }

    @Test
    void gate_oddTexts_areJudgedWithoutFailing() {
        List<String> odd = List.of(
                "a".repeat(300_000),
                "\ud800\udc00\ud800",
                "\u0000",
                " \n\t ",
                "\u202e\u202e",
                "٣".repeat(50),
                "((((".repeat(50_000),
                "i ".repeat(100_000),
                "\u0301".repeat(1000),
                "No ".repeat(50_000));

        for (String chosen : odd) {
            for (String rejected : List.of("Talk.", chosen + " Talk.", "\n\nHuman: ".repeat(10_000))) {
                assertThatCode(() -> Gates.defaults()
                                .with(BuiltInGate.REFUSAL)
                                .gate()
                                .check(Pairs.compared(rejected, chosen)))
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void values_gatesThatAreOn_areAllTold() {
        assertThat(Gates.defaults().without(BuiltInGate.LANGUAGE).leak(0.5).values())
                .containsOnlyKeys(
                        "truncated", "no_revision", "preamble", "echo", "unchanged", "turns", "leak", "repetition")
                .containsEntry("leak", "0.5")
                .containsEntry("unchanged", "0.02")
                .containsEntry("turns", "on");
        assertThat(Gates.none().values()).isEmpty();
        assertThat(Gates.none().gate().check(Pairs.revised("a", "a"))).isEmpty();
    }

    @Test
    void with_unknownNameOrValue_saysWhatIsKnown() {
        assertThatThrownBy(() -> BuiltInGate.named("lek"))
                .hasMessage(
                        "unknown gate \"lek\"; did you mean \"leak\"? known gates: truncated, no_revision, preamble,"
                                + " echo, unchanged, turns, leak, repetition, language, order, refusal");
        assertThatThrownBy(() -> Gates.defaults().with(BuiltInGate.LEAK, "30%"))
                .hasMessage("gate \"leak\": it takes a share in [0, 1], got \"30%\"");
        assertThatThrownBy(() -> Gates.defaults().with(BuiltInGate.LEAK, "NaN")).hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> Gates.defaults().with(BuiltInGate.TURNS, "2"))
                .hasMessage("gate \"turns\": it takes no value, got \"2\"");
        assertThatThrownBy(() -> Gates.defaults().with(BuiltInGate.REFUSAL, "safe"))
                .hasMessage("gate \"refusal\": harmless prompts are named by FIELD:VALUE, got \"safe\"");
    }
}

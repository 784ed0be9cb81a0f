package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {
    private static final List<Message> ASKED = List.of(Message.user("How do I make tea?"));

    private static AnswerText read(String text) {
        return AnswerText.of(AiMessage.from(text.replace("\\n", "\n")), ASKED);
    }

    private static AnswerText read(String question, String text) {
        return AnswerText.of(AiMessage.from(text.replace("\\n", "\n")), List.of(Message.user(question)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>I plan.</think>Pour it.",
                "<think>\\nI plan.\\n</think>\\n\\nPour it.\\n",
                "<THINKING> I plan. </THINKING> Pour it.",
                "<thought>I plan.</thought>\\nPour it.",
                "<reasoning>I plan.</reasoning>\\n\\nPour it.",
                "<reflection>I plan.</reflection>\\n\\nPour it.",
                "[THINK]I plan.[/THINK]Pour it.",
                "◁think▷I plan.◁/think▷Pour it.",
                "<mm:think>I plan.</mm:think>Pour it.",
                "<|START_THINKING|>I plan.<|END_THINKING|><|START_TEXT|>Pour it.<|END_TEXT|>",
                "<|begin_of_thought|>I plan.<|end_of_thought|>Pour it.",
                "<|channel>thought\\nI plan.<channel|>Pour it.",
                "I plan.\\n</think>\\n\\nPour it.",
                "I plan.</think>Pour it.",
                "I plan.\\n</reasoning>\\nPour it.",
                "<|channel|>analysis<|message|>I plan.<|end|><|start|>assistant<|channel|>final<|message|>Pour it.<|return|>",
                "<|start|>assistant<|channel|>analysis<|message|>I plan.<|end|><|start|>assistant<|channel|>final <|constrain|>text<|message|>Pour it.",
                "analysis<|message|>I plan.<|end|><|start|>assistant<|channel|>final<|message|>Pour it.<|end|>",
                "analysisI plan.assistantfinalPour it.",
                "analysisI plan.assistantcommentaryNo tool.assistantfinalPour it.",
                "<|im_start|>assistant\\n<think>I plan.</think>\\nPour it.<|im_end|>",
                "<think>I plan. <think>Well.</think> So.</think>Pour it.",
                "<think>I plan.</think>\\n<think>Again.</think>\\nPour it.",
            })
    void of_thoughtsInTheText_areKeptBesideIt(String said) {
        AnswerText answer = read(said);

        assertThat(answer.text()).isEqualTo("Pour it.");
        assertThat(answer.thoughts().orElseThrow()).startsWith("I plan.").doesNotContain("Pour it");
        assertThat(answer.fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pour it.<|im_end|>",
                "Pour it.</s>",
                "Pour it. <|eot_id|><|eot_id|>\\n",
                "Pour it.<|endoftext|>",
                "Pour it.<end_of_turn>\\n<eos>",
                "Pour it.<|end|>",
                "Pour it.<|return|>",
                "Pour it.<｜end▁of▁sentence｜>",
                "Pour it. [/INST]",
                "[/INST] Pour it.</s>",
                "\\n\\nPour it.\\n",
                "</think>\\n\\nPour it.",
                "<think>\\n\\n</think>\\n\\nPour it.",
                "<|start_header_id|>assistant<|end_header_id|>\\n\\nPour it.<|eot_id|>",
                "Pour it.<|im_end|>\\n<|im_start|>user\\nAnd coffee?<|im_end|>",
                "Pour it.\\n<|user|>\\nAnd coffee?",
                "Pour it.\\n\\nHuman: And coffee?\\n\\nAssistant: Grind it.",
                "Assistant: Pour it.",
                "Human: How do I make tea?\\n\\nAssistant: Pour it.",
            })
    void of_marksOfAChatFormat_areNoPartOfTheAnswer(String said) {
        AnswerText answer = read(said);

        assertThat(answer.text()).isEqualTo("Pour it.");
        assertThat(answer.thoughts()).isEmpty();
        assertThat(answer.fault()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "<think>I plan and plan; TRUNCATED",
                "<reasoning>\\nI plan; TRUNCATED",
                "Pour it.\\n<think>\\nOr not; TRUNCATED",
                "analysisWe need to say four.; TRUNCATED",
                "<think>I plan.</think>\\n; EMPTY",
            })
    void of_noAnswerBehindThoughts_isAFailureOfItsKind(String line) {
        String[] parts = line.split(";");
        AnswerText answer = read(parts[0]);

        assertThat(answer.text()).isEmpty();
        assertThat(answer.thoughts()).isPresent();
        assertThat(answer.fault().orElseThrow().kind()).isEqualTo(FailureKind.valueOf(parts[1].strip()));
    }

    @Test
    void of_channelsWithoutAFinalOne_areMalformedOrUnfinished() {
        assertThat(read("<|channel|>commentary to=functions.open<|message|>{\"path\":\"/\"}<|call|>")
                        .fault()
                        .orElseThrow()
                        .kind())
                .isEqualTo(FailureKind.MALFORMED);
        assertThat(read("<|channel|>analysis<|message|>We need to")
                        .fault()
                        .orElseThrow()
                        .kind())
                .isEqualTo(FailureKind.TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Drop what stands between <think> and </think>, and strip the rest.",
                "`<|im_end|>` ends a message:\\n\\n```\\n<|im_start|>user\\nHi<|im_end|>\\n<|im_start|>assistant\\n```",
                "Use this:\\n\\n```\\n<think>\\nplan\\n</think>\\n```\\n\\nThen answer.",
                "analysis of the poem: it rhymes.",
                "[INST] opens an instruction.",
                "A list:\\n\\nHumans: tool users.\\n\\nCats: none.",
                "Write `</think>` last.",
            })
    void of_marksThatTheAnswerIsAbout_stay(String said) {
        AnswerText answer = read("What do <think>, </think>, <|im_end|> and [INST] mean?", said);

        assertThat(answer.text()).isEqualTo(said.replace("\\n", "\n"));
        assertThat(answer.fault()).isEmpty();
    }

    @Test
    void of_dialogueAsAskedFor_stays() {
        String dialogue = "Assistant: Hello.\n\nHuman: Hi.\n\nAssistant: Bye.";

        assertThat(read("Write a dialogue between a human and an assistant.", dialogue)
                        .text())
                .isEqualTo(dialogue);
    }

    @Test
    void of_thoughtsInAFieldOfTheirOwn_areKept() {
        AiMessage reply =
                AiMessage.builder().text("\n\nPour it.").thinking("I plan.").build();

        assertThat(AnswerText.of(reply, ASKED).text()).isEqualTo("Pour it.");
        assertThat(AnswerText.of(reply, ASKED).thoughts()).contains("I plan.");
    }

    @Test
    void of_textThatRepeatsTheThoughts_isNoAnswer() {
        AiMessage reply =
                AiMessage.builder().text("I plan.").thinking("I plan.").build();

        assertThat(AnswerText.of(reply, ASKED).text()).isEmpty();
    }

    @Test
    void of_toolCall_isNoAnswer() {
        AiMessage reply = AiMessage.builder()
                .text("I'll look it up.")
                .toolExecutionRequests(List.of(ToolExecutionRequest.builder()
                        .name("search")
                        .arguments("{}")
                        .build()))
                .build();

        assertThat(AnswerText.of(reply, ASKED).text()).isEmpty();
        assertThat(AnswerText.of(reply, ASKED).fault().orElseThrow().kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    void of_begunTurn_keepsTheSpaceThatJoinsTheTwo() {
        List<Message> begun = List.of(Message.user("Tea?"), Message.assistant("Tea is"));

        assertThat(AnswerText.of(AiMessage.from(" hot.\n"), begun).text()).isEqualTo(" hot.");
    }
}

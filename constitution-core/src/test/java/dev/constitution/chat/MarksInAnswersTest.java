package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Marks that look like what an answer is about, and answers that speak of marks. */
class MarksInAnswersTest {
    private static final String TEA = "How do I make tea?";

    private static AnswerText read(String question, String text) {
        return AnswerText.of(AiMessage.from(text.replace("\\n", "\n")), List.of(Message.user(question)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>\\nFirst a fence:\\n```\\ntea = 1\\n</think>\\n\\nPour it.",
                "<think>\\nIn code:\\n```\\ntea = 1\\n```\\n</think>\\n\\nPour it.",
                "Open with ``` and go on.\\n</think>\\n\\nPour it.",
                "<THINK time=\"3s\">I plan.</THINK >Pour it.",
                "Pour it. <think>Or not?</think>",
                "Pour it.<think>Or not?</think>",
                "<think>I plan.</think>\\nPour it.\\n<think>It is fine.</think>",
                "Pour it.\\n\\n<reflection>\\nThat was short.\\n</reflection>",
                "<think>The tag `</think>` ends this.\\n</think>\\n\\nPour it.",
                "<think>I close with </think> and then answer.\\n</think>\\n\\nPour it.",
                "<think>They speak of <think>, it seems.\\n</think>\\n\\nPour it.",
                "<thinking>I plan.</think>\\n\\nPour it.",
                "<think>I plan.</think>\\n<think>\\n\\n</think>\\n\\nPour it.",
                "<think><reasoning>I plan.</reasoning></think>Pour it.",
                "<reasoning>I plan.</reasoning>\\n<think>Again.</think>Pour it.",
                "<M2_7think>I plan.</M2_7think>Pour it.",
                "<M2_7think>I plan.</thinking>Pour it.",
                "<deepseek_thought>I plan.</deepseek_thought>Pour it.",
                "I plan.</M2_7think>Pour it.",
                "<REASONING_SCRATCHPAD>I plan.</REASONING_SCRATCHPAD>Pour it.",
                "<reasoning>I plan.</think>\\n\\nPour it.",
                "|startthink|I plan.|endthink|Pour it.",
                "<think\\nI plan.\\n</think/>\\n\\nPour it.",
                "<think>\\n<think>\\nI plan.\\n</think>\\n\\nPour it.",
                "Pour it.<end_of_utterance>",
                "Pour it.<|im_assistant|>",
                "Pour it.<|reserved_special_token_3|>",
                "<longcat_think>I plan.</longcat_think>Pour it.",
                "<inner_monologue>I plan.</inner_monologue>\\nPour it.",
                "<chain_of_thought>\\nI plan.\\n</chain_of_thought>\\n\\nPour it.",
                "<|inner_prefix|>I plan.<|inner_suffix|>Pour it.<|assistant_end|>",
                "\ufeff<think>I plan.</think>Pour it.",
                "I plan.\\n</think>\\nI plan more.\\n</think>\\n\\nPour it.",
                "I plan.\\n</think>\\n</think>\\n\\nPour it.",
                "<|assistant|><think>I plan.</think>Pour it.<|user|>",
                "<think>I plan.</think><answer>Pour it.</answer><|im_end|>",
                "<think>I plan.</think>\\n<response>\\nPour it.",
                "I plan.</think>Pour it.</answer>",
                "<think>I plan.</think>The result: <|begin_of_box|>Pour it.<|end_of_box|>",
                "<think>I plan.</think>\\n\\n<|begin_of_solution|>Pour it.<|end_of_solution|>",
                "Here is my thought process:\\nI plan.\\n\\nHere is my response:\\n\\nPour it.",
                "Here are my reasoning steps:\\nI plan.\\n[BEGIN FINAL RESPONSE]\\nPour it.\\n[END FINAL RESPONSE]\\n<|end|>",
                "We plan.<|end|><|start|>assistant<|channel|>final<|message|>Pour it.",
                "We plan.<|start|>assistant<|channel|>final <|constrain|>text<|message|>Pour it.<|return|>",
                "assistant<|channel|>final<|message|>Pour it.",
                "analysis<|message|>We plan.<|end|><|start|>assistant<|message|>Pour it.<|end|>",
                "<|channel|>final<|message|>Pour it.<|end|><|start|>user<|message|>And coffee?<|end|><|start|>assistant"
                        + "<|channel|>final<|message|>Grind it.",
                "<｜Assistant｜><think>I plan.</think>Pour it.<｜end▁of▁sentence｜><｜User｜>And coffee?",
                "<|user|>\\nHow do I make tea?\\n<|assistant|>\\nPour it.",
                "<|im_start|>user\\nHow do I make tea?<|im_end|>\\n<|im_start|>assistant\\nPour it.<|im_end|>",
                "<|im_assistant|>assistant<|im_middle|>Pour it.<|im_end|>",
                "Pour it.<|user|>",
                "Pour it.[|endofturn|]",
                "Pour it.<|im_end|>Something else.",
                "Pour it.</s> Something else.",
                "Pour it.\\n<|endoftext|>A page about boats.",
                "Pour it.<|eom_id|><|start_header_id|>user<|end_header_id|>\\n\\nAnd coffee?",
                "Pour it.\\n\\nUser: And coffee?\\n\\nAssistant: Grind it.",
            })
    void of_marksThatNobodySpokeOf_areNoPartOfTheAnswer(String said) {
        AnswerText answer = read(TEA, said);

        assertThat(answer.fault()).isEmpty();
        assertThat(answer.text()).isIn("Pour it.", "The result: Pour it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "What does the <think> tag mean?|<think>\\nThey ask about <think>.\\n</think>\\n\\nPour it.",
                "What does the <think> tag mean?|<think>they ask.</think>Pour it.",
                "What does the <think> tag mean?|They ask about </think> here.\\n</think>\\n\\nPour it.",
                "What does the <think> tag mean?|They ask.</think>Pour it.",
                "What does the <think> tag mean?|They ask.</think>\\n\\nPour it.",
                "What ends a turn, <im_end> or </s>?|Pour it.</s>",
                "Think between <think> and </think>, then answer.|<think>I do.</think>Pour it.",
                "Think between <think> and </think>, answer in <answer>.|<think>I do.</think><answer>Pour it.</answer>",
            })
    void of_marksThatTheRequestSpeaksOf_areMarksWhereTheyStandSo(String question, String said) {
        AnswerText answer = read(question, said);

        assertThat(answer.fault()).isEmpty();
        assertThat(answer.text()).isEqualTo("Pour it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "How do I strip thoughts?|Split it:\\n\\n```python\\ntext.split(\"</think>\")[-1]\\n```\\n\\nThat is all.",
                "How do I strip thoughts?|Two ways:\\n\\n```\\nsplit(\"</think>\")\\n```\\n\\nOr:\\n\\n```\\n<think>\\nx\\n</think>\\n```",
                "How do I strip thoughts?|  ~~~\\n  <think>plan</think>\\n  ~~~\\n\\nDrop that.",
                "How do I strip thoughts?|Drop everything up to `</think>` and what is left is the answer.",
                "How do I strip thoughts?|They stand between <think> and </think>, so drop them.",
                "How do I strip thoughts?|Look for \"</think>\".",
                "What is <think>?|<think> opens the thoughts, and </think> closes them.",
                "What is </think>?|</think> closes the thoughts.",
                "What is </think>?|- opening tag: <think>\\n- closing tag: </think>\\n\\nThat is all.",
                "Strike the old price.|<s>10 €</s> 8 €",
                "Who may do what?|Admin: all.\\n\\nUser: reading.\\n\\nGuest: nothing.",
                "Explain AI and ML.|AI: machines that act.\\nML: machines that learn.",
                "Which token ends GPT-2's texts?|It is <|endoftext|>, the only special one.",
                "What is <im_start>?|So:\\n\\n<im_start>user\\nHi<im_end>\\n<im_start>assistant\\nHello<im_end>\\n\\nThat is all.",
                "Answer in <reasoning> and <answer>.|<reasoning>\\nIt is so.\\n</reasoning>\\n<answer>\\n4\\n</answer>",
                "Fold the rest away.|<details>\\n<summary>More</summary>\\nIt is so.\\n</details>\\n\\nThe end.",
                "A pipeline in F#?|xs |> List.map f <| 3",
                "How do tools get called?|```xml\\n<tool_call>\\n{}\\n</tool_call>\\n```",
                "How do I make tea?|Here is my thought process: water first, then leaves.",
                "How do I make tea?|<b>Pour it.</b>",
                "How do I make tea?|final thoughts: pour it.",
                "How do I make tea?|Analysis: pour it.",
            })
    void of_answersThatSpeakOfMarks_stay(String question, String said) {
        String text = said.replace("<im_", "<|im_").replace("start>", "start|>").replace("end>", "end|>");
        AnswerText answer = read(question.replace("<im_start>", "<|im_start|>"), text);

        assertThat(answer.fault()).isEmpty();
        assertThat(answer.text()).isEqualTo(text.replace("\\n", "\n").strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"</think>", "<|im_end|>", "   ", "[", "<|", "<|user|>", "</s>", "<s>", "<bos>"})
    @Timeout(20)
    void of_modelThatIsStuck_isReadInNoTime(String piece) {
        String much = piece.repeat(3000);

        assertThat(read(TEA, "Pour it." + much).text()).matches("(?s)|Pour it\\..*");
        assertThat(read(TEA, much + ">").text()).hasSizeLessThanOrEqualTo(much.length() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"| a | b |\n|---|---|\n| 1 | 2 |", "List.map f <| g <|x|> y", "P(a | b) = 1", "a || b"})
    void of_barsThatAreNoMarks_stay(String said) {
        assertThat(read(TEA, said).text()).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>\\nThe tag `</think>` would end this, but|TRUNCATED",
                "<think>I should close with </think> later on, and|TRUNCATED",
                "Pour it. <think>Or|TRUNCATED",
                "<thinking><thinking>inner</thinking>I go on|TRUNCATED",
                "Take <unused6226><unused6226> leaves.|MALFORMED",
                "Pour<|reserved_special_token_3|> it.|MALFORMED",
                "<think a=\"1\">I plan.</think>|EMPTY",
                "I plan.\\n</think>\\n|EMPTY",
                "<tool_call>\\n{\"name\":\"boil\"}\\n</tool_call>|MALFORMED",
                "I'll look.\\n<function_calls>\\n<invoke name=\"boil\">|MALFORMED",
                "<think>I plan.</think>\\n[TOOL_CALLS][{\"name\":\"boil\"}]|MALFORMED",
                "analysisI plan.assistantfinalPour it.userAnd coffee?assistantfinalGrind it.|MALFORMED",
            })
    void of_repliesWithoutAnAnswer_areFailuresOfTheirKind(String line) {
        int at = line.lastIndexOf('|');
        AnswerText answer = read(TEA, line.substring(0, at));

        assertThat(answer.text()).isEmpty();
        assertThat(answer.fault().orElseThrow().kind()).isEqualTo(FailureKind.valueOf(line.substring(at + 1)));
    }
}

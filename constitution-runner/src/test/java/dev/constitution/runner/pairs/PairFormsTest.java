package dev.constitution.runner.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Message;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.LabelledRows;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.rows.RowOddity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labelled pairs as known data sets have them. In the rows, an apostrophe stands for a quote and a tilde for a line end. */
class PairFormsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    alpaca-eval   | {'instruction':'Why?','output_1':'Yes.','output_2':'No.','preference':1.0,'generator_1':'m'}    | A
                    alpaca-eval   | {'instruction':'Why?','output_1':'Yes.','output_2':'No.','preference':2}                       | B
                    alpaca-eval   | {'instruction':'Why?','output_1':'Yes.','output_2':'No.','preference':1.5}                     | TIE
                    alpaca-eval   | {'instruction':'Why?','output_1':'Yes.','output_2':'No.','preference':1.93,'score':NaN}        | B
                    safe-rlhf     | {'prompt':'Why?','response_0':'Yes.','response_1':'No.','better_response_id':0,'safer_response_id':1} | B
                    safe-rlhf     | {'prompt':'Why?','response_0':'Yes.','response_1':'No.','better_response_id':1,'safer_response_id':0} | A
                    helpsteer3    | {'context':[{'role':'user','content':'Why?'}],'response1':'Yes.','response2':'No.','overall_preference':-3} | A
                    helpsteer3    | {'context':[{'role':'user','content':'Why?'}],'response1':'Yes.','response2':'No.','overall_preference':1} | B
                    helpsteer3    | {'context':[{'role':'user','content':'Why?'}],'response1':'Yes.','response2':'No.','overall_preference':0} | TIE
                    arena         | {'winner':'model_b','conversation_a':[{'role':'user','content':'Why?'},{'role':'assistant','content':'Yes.'}],'conversation_b':[{'role':'user','content':'Why?'},{'role':'assistant','content':'No.'}]} | B
                    arena         | {'winner':'tie (bothbad)','conversation_a':[{'role':'user','content':'Why?'},{'role':'assistant','content':'Yes.'}],'conversation_b':[{'role':'user','content':'Why?'},{'role':'assistant','content':'No.'}]} | TIE
                    ultrafeedback | {'instruction':'Why?','models':['m','n','o'],'completions':[{'response':'Yes.','overall_score':1.0,'fine-grained_score':5.0},{'response':'Hm.','overall_score':9,'fine-grained_score':3.5},{'response':'No.','overall_score':10,'fine-grained_score':1.25}]} | A
                    ultrafeedback | {'instruction':'Why?','completions':[{'response':'Yes.','overall_score':1.0},{'response':'No.','overall_score':9}]} | B
                    ultrafeedback | {'instruction':'Why?','completions':[{'response':'Yes.','overall_score':7},{'response':'No.','overall_score':7.0},{'response':'Hm.','overall_score':7}]} | TIE
                    nectar        | {'prompt':'~~Human: Why? ~~Assistant: ','answers':[{'answer':'Yes.','rank':1.0},{'answer':'Hm.','rank':2.0},{'answer':'No.','rank':3.0}]} | A
                    trl           | {'instruction':'Why?','input':'','chosen':'Yes.','rejected':'No.'}                            | A
                    trl           | {'question':'Why?','chosen':'Yes.','rejected':'No.'}                                          | A
                    ms-swift      | {'messages':[{'role':'user','content':'Why?'},{'role':'assistant','content':'Yes.'}],'rejected_response':'No.'} | A
                    ms-swift      | {'messages':[{'role':'user','content':'Why?'},{'role':'assistant','content':'Yes.'}],'rejected_messages':[{'role':'user','content':'Why?'},{'role':'assistant','content':'No.'}]} | A
                    tinker-cookbook | {'comparison':{'prompt_conversation':[{'role':'user','content':'Why?'}],'completion_A':[{'role':'assistant','content':'Yes.'}],'completion_B':[{'role':'assistant','content':'No.'}]},'label':'B'} | B
                    tinker-cookbook | {'comparison':{'prompt_conversation':[{'role':'user','content':'Why?'}],'completion_A':[{'role':'assistant','content':'Yes.'}],'completion_B':[{'role':'assistant','content':'No.'}]},'label':'Tie'} | TIE
                    paddleformers | {'src':'Why?','tgt':[],'response':['Yes.','No.'],'sort':[0,1]}                               | B
                    paddleformers | {'src':['Why?'],'tgt':[],'response':['Yes.','No.'],'sort':[1,1]}                             | TIE
                    """)
    void next_rowOfAKnownSet_isReadAndRecognised(String form, String row, Preferred human) throws IOException {
        for (String named : List.of("auto", form)) {
            assertThat(only(read(row, named, null)).pair())
                    .isEqualTo(LabelledPair.of(null, List.of(Message.user("Why?")), "Yes.", "No.", human));
        }
        try (PairReader reader = new InputFile(source(row, "auto", null)).pairs()) {
            reader.next();
            assertThat(reader.format().label()).isEqualTo(form);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
                    ms-swift ! {'messages':[{'role':'user','content':'Why?'}],'rejected_response':'No.'} ! "messages" must end with an assistant turn
                    ms-swift ! {'messages':[],'rejected_response':'No.'} ! "messages" is empty
                    ms-swift ! {'messages':[{'role':'user','content':'Why?'},{'role':'assistant','content':'Yes.'}],'rejected_messages':[{'role':'user','content':'How?'},{'role':'assistant','content':'No.'}]} ! "messages" and "rejected_messages" differ before the last turn
                    tinker-cookbook ! {'comparison':{'prompt_conversation':'Why?','completion_A':'Yes.','completion_B':'No.'},'label':'C'} ! "label" must be A, B or Tie
                    paddleformers ! {'src':['Why?'],'tgt':['So.'],'response':['Yes.','No.'],'sort':[0,1]} ! "src" must hold one text more than "tgt", they hold 1 and 1
                    paddleformers ! {'src':['Why?'],'tgt':[],'response':['Yes.'],'sort':[0,1]} ! must each hold two, they hold 1 and 2
                    paddleformers ! {'src':['Why?'],'tgt':[],'response':['Yes.','No.'],'sort':['a',1]} ! "sort" must hold whole numbers
                    verl-reward ! {'prompt':'<|im_start|>user~Why?<|im_end|>~','chosen':'Yes.','rejected':'No.'} ! must be turns of ChatML
                    mlx-lm-lora ! {'prompt':['Why?'],'chosen':'Yes.','rejected':'No.'} ! "prompt" must be a text
                    """)
    void next_rowOfATrainersFormWithAFault_isNoPair(String form, String row, String fault) throws IOException {
        assertThat(only(read(row, form, null)).fault()).contains(fault);
    }

    @Test
    void next_betterResponseAsTheLabel_isAFormOfItsOwn() throws IOException {
        String row = "{'prompt':'Why?','response_0':'Yes.','response_1':'No.','better_response_id':0,"
                + "'safer_response_id':1}";

        assertThat(only(read(row, "safe-rlhf-better", null)).pair())
                .isEqualTo(LabelledPair.of(null, List.of(Message.user("Why?")), "Yes.", "No.", Preferred.A));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'instruction':'Sort.','input':'b a','chosen':'Yes.','rejected':'No.'}            |               | Sort.~~b a |
                    {'system':'Rhyme.','question':'Why?','chosen':'Yes.','rejected':'No.'}            |               | Why?       | Rhyme.
                    {'system':'Rhyme.','prompt':'Why?','chosen':'Yes.','rejected':'No.'}              |               | Why?       | Rhyme.
                    {'query':'Why?','chosen':'Yes.','rejected':'No.'}                                 | query         | Why?       |
                    {'query':'Why?','facts':'Rain.','chosen':'Yes.','rejected':'No.'}                 | facts,query   | Rain.~~Why? |
                    {'prompt':'No.','query':'Why?','chosen':'Yes.','rejected':'No.'}                  | query         | Why?       |
                    {'text':'Why?','output_1':'Yes.','output_2':'No.','label':1}                      | text          | Why?       |
                    {'system':'Rhyme.','text':'Why?','output_1':'Yes.','output_2':'No.','preference':1} | text        | Why?       | Rhyme.
                    """)
    void next_promptInOtherFields_isRead(String row, @Nullable String field, String question, @Nullable String system)
            throws IOException {
        PairReader.Row read = only(read(row, "auto", field));
        List<Message> prompt = new ArrayList<>();
        if (system != null) {
            prompt.add(Message.system(system));
        }
        prompt.add(Message.user(question.replace('~', '\n')));

        assertThat(read.pair()).isEqualTo(LabelledPair.of(null, prompt, "Yes.", "No.", Preferred.A));
        assertThat(read.leftOut()).isEmpty();
    }

    @Test
    void next_textsThatAreNoTranscriptsAndNoPrompt_sayWhatThereIsAndHowToNameIt() throws IOException {
        assertThat(only(read("{'ask':'Why?','chosen':'Yes.','rejected':'No.'}", "auto", null))
                        .fault())
                .startsWith(
                        "there is no prompt among \"ask\", \"chosen\", \"rejected\", and the answers alone do not tell"
                                + " it; name its field with --prompt-field");
        assertThatThrownBy(() -> read("{'a':'x','b':'y'}", "auto", null))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("its first row has \"a\", \"b\"");
    }

    @Test
    void next_contextBesideThePrompt_isNamed() throws Exception {
        LabelledRows rows = new LabelledRows("p");
        rows.readAll(
                new InputFile(source(
                        "{'prompt':'Why?','context':'Rain.','chosen':'Yes.','rejected':'No.'}\n"
                                + "{'prompt':'Why?','tools':[{'name':'x'}],'functions':['y'],'input':'','chosen':'Yes.','rejected':'No.'}",
                        "auto",
                        null)),
                2,
                pair -> {});

        assertThat(rows.notes().warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("\"context\" in 1 row, \"functions\" in 1 row;"));
        assertThat(rows.odd()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'instruction':'Why?','output_1':'Yes.','output_2':'No.','preference':3}            | "preference" must be a number from 1 to 2, this is 3
                    {'instruction':'Why?','output_1':'Yes.','output_2':'No.','preference':null}         | there is no "preference" among
                    {'prompt':'Why?','response_0':'Yes.','response_1':'No.','safer_response_id':2}      | "safer_response_id" must be a whole number from 0 to 1, this is 2
                    {'context':'Why?','response1':'Yes.','response2':'No.','overall_preference':-4}     | "overall_preference" must be a whole number from -3 to 3, this is -4
                    {'winner':'x','conversation_a':[{'role':'user','content':'Why?'},{'role':'assistant','content':'Yes.'}],'conversation_b':[{'role':'user','content':'Why?'},{'role':'assistant','content':'No.'}]} | "winner" must be model_a, model_b, tie or tie (bothbad), this is "x"
                    {'winner':'model_a','conversation_a':[],'conversation_b':[]}                        | "conversation_a" is empty
                    {'winner':'model_a','conversation_a':[{'role':'user','content':'a'},{'role':'assistant','content':'b'},{'role':'user','content':'c'},{'role':'assistant','content':'d'}],'conversation_b':[{'role':'user','content':'a'},{'role':'assistant','content':'x'},{'role':'user','content':'c'},{'role':'assistant','content':'d'}]} | "conversation_a" and "conversation_b" differ before the last turn
                    {'instruction':'Why?','completions':[{'response':'Yes.'},{'response':'No.'}]}       | an answer under "completions" has no number under "fine-grained_score", "overall_score"
                    {'instruction':'Why?','completions':[{'response':'Yes.','overall_score':1}]}        | "completions" must be a list of two answers or more
                    """)
    void next_labelThatIsNone_isAFaultOfTheRow(String row, String fault) throws IOException {
        assertThat(only(read(row, "auto", null)).fault()).startsWith(fault);
    }

    @Test
    void next_pairWithoutAPromptButWithASystemTurn_isToldAsOdd() throws IOException {
        LabelledPair told = only(read(
                        "system,text_a,text_b,preferred_text\nRhyme.,Yes.,No.,text_a\n", "icai", null, "p.csv"))
                .pair();
        assertThat(told).isNotNull();
        assertThat(told.dirt()).extracting(RowOddity::kind).containsExactly(RowOddity.Kind.NO_PROMPT);
    }

    private PromptSource source(String rows, String form, @Nullable String field) throws IOException {
        return source(rows, form, field, "p.jsonl");
    }

    private PromptSource source(String rows, String form, @Nullable String field, String name) throws IOException {
        String json = rows.replace('\'', '"').replace("~", "\\n");
        return PromptSource.of(Files.writeString(folder.resolve(name), json))
                .withPairs(PairFormat.named(form))
                .withPromptField(field);
    }

    private List<PairReader.Row> read(String rows, String form, @Nullable String field) throws IOException {
        return read(rows, form, field, "p.jsonl");
    }

    private List<PairReader.Row> read(String rows, String form, @Nullable String field, String name)
            throws IOException {
        List<PairReader.Row> all = new ArrayList<>();
        try (PairReader reader = new InputFile(source(rows, form, field, name)).pairs()) {
            for (PairReader.Row row = reader.next(); row != null; row = reader.next()) {
                all.add(row);
            }
        }
        return all;
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}

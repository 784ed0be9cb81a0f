package dev.constitution.runner.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Message;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.rows.RowOddity;
import dev.constitution.runner.testing.Gzip;
import dev.constitution.runner.testing.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PairReaderTest {
    private static final String USER = "{'role':'user','content':'Is tea good?'}";
    private static final String GOOD = "{'role':'assistant','content':'Yes, hot.'}";
    private static final String BAD = "{'role':'assistant','content':'No.'}";

    @TempDir
    private Path folder;

    private List<PairReader.Row> read(String name, PairFormat format, String text) throws IOException {
        return read(Files.writeString(folder.resolve(name), text.replace('\'', '"')), format);
    }

    private static List<PairReader.Row> read(Path file, PairFormat format) throws IOException {
        List<PairReader.Row> rows = new ArrayList<>();
        try (PairReader reader = new InputFile(PromptSource.of(file).withPairs(format)).pairs()) {
            for (PairReader.Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private LabelledPair only(String name, PairFormat format, String text) throws IOException {
        List<PairReader.Row> rows = read(name, format, text);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).fault()).isNull();
        return Objects.requireNonNull(rows.get(0).pair());
    }

    private String fault(PairFormat format, String text) throws IOException {
        return Objects.requireNonNull(read("pairs.jsonl", format, text).get(0).fault());
    }

    /** A row of every form that puts the chosen answer first, as its consumers take it. */
    static List<List<String>> chosenFirst() {
        return List.of(
                List.of(
                        "hh-rlhf",
                        "{'chosen':'\\n\\nHuman: Is tea good?\\n\\nAssistant: Yes, hot.','rejected':"
                                + "'\\n\\nHuman: Is tea good?\\n\\nAssistant: No.'}"),
                List.of("trl", "{'prompt':'Is tea good?','chosen':' Yes, hot.','rejected':' No.'}"),
                List.of("trl", row("'prompt':[" + USER + "],'chosen':[" + GOOD + "],'rejected':[" + BAD + "]")),
                List.of("trl", row("'chosen':[" + USER + "," + GOOD + "],'rejected':[" + USER + "," + BAD + "]")),
                List.of(
                        "openrlhf",
                        row("'prompt':[" + USER + "],'chosen':[" + GOOD + "],'rejected':[" + BAD + "],'margin':1")),
                List.of(
                        "openai",
                        row("'input':{'messages':[" + USER + "],'tools':[]},'preferred_output':[" + GOOD
                                + "],'non_preferred_output':[" + BAD + "]")),
                List.of("axolotl", row("'messages':[" + USER + "],'chosen':" + GOOD + ",'rejected':" + BAD)),
                List.of(
                        "llama-factory",
                        row("'conversations':[{'from':'human','value':'Is tea good?'}],'chosen':{'from':'gpt','value':"
                                + "'Yes, hot.'},'rejected':{'from':'gpt','value':'No.'}")),
                List.of(
                        "nemo-rl",
                        row("'context':[" + USER + "],'completions':[{'rank':0,'completion':[" + GOOD
                                + "]},{'rank':1,'completion':[" + BAD + "]}]")),
                List.of(
                        "distilabel",
                        row("'prompt':'Is tea good?','prompt_id':'1e','chosen':[" + USER + "," + GOOD
                                + "],'chosen_rating':5,'rejected':[" + USER + "," + BAD + "],'rejected_rating':1.5")),
                List.of(
                        "llm-swarm",
                        row("'init_prompt':'Is tea good?','init_response':'No.','prompt':'Is tea good?','messages':[],"
                                + "'chosen':[" + USER + "," + GOOD + "],'rejected':[" + USER + "," + BAD + "]")),
                List.of(
                        "paper",
                        "{'prompt':'\\n\\nHuman: Is tea good?\\n\\nAssistant:','corrects':['Yes, hot.'],"
                                + "'incorrects':['No.']}"),
                List.of(
                        "native",
                        row("'prompt':[" + USER + "],'chosen':[" + GOOD + "],'rejected':[" + BAD
                                + "],'provenance':{}")));
    }

    private static String row(String fields) {
        return "{" + fields + "}";
    }

    @ParameterizedTest
    @MethodSource("chosenFirst")
    void next_everyJsonForm_isReadAndRecognised(List<String> example) throws IOException {
        Path file =
                Files.writeString(folder.resolve("pairs.jsonl"), example.get(1).replace('\'', '"'));
        for (PairFormat format : List.of(PairFormat.AUTO, PairFormat.named(example.get(0)))) {
            try (PairReader reader = new InputFile(PromptSource.of(file).withPairs(format)).pairs()) {
                assertThat(Objects.requireNonNull(reader.next()).pair())
                        .isEqualTo(LabelledPair.of(
                                null, List.of(Message.user("Is tea good?")), "Yes, hot.", "No.", Preferred.A));
                // A row of OpenRLHF is one of TRL as well.
                assertThat(reader.format().label().replace("openrlhf", "trl"))
                        .isEqualTo(example.get(0).replace("openrlhf", "trl"));
            }
        }
    }

    @Test
    void next_llmbar_labelIsTheNumberOfTheBetterOutput() throws IOException {
        LabelledPair pair = only(
                "bar.json",
                PairFormat.AUTO,
                "[\n{'input':'Name a river.','output_1':'No.','output_2':'Elbe','label':2}\n]");

        assertThat(pair)
                .isEqualTo(LabelledPair.of(null, List.of(Message.user("Name a river.")), "No.", "Elbe", Preferred.B));
        assertThat(fault(PairFormat.LLMBAR, "{'input':'?','output_1':'a','output_2':'b','label':0}"))
                .isEqualTo("\"label\" must be a whole number from 1 to 2, this is 0");
    }

    @ParameterizedTest
    @CsvSource({"1,1,2,A", "2,0,2,B", "0,1,0,TIE", "0,1,2,SPLIT"})
    void next_pandalm_labelIsTheMajoritys(int one, int two, int three, Preferred label) throws IOException {
        LabelledPair pair = only(
                "panda.jsonl",
                PairFormat.AUTO,
                "{'idx':4,'instruction':'Add.','input':'1 1','response1':'2','response2':'3','annotator1':" + one
                        + ",'annotator2':" + two + ",'annotator3':" + three + "}");

        assertThat(pair).isEqualTo(LabelledPair.of("4", List.of(Message.user("Add.\n\n1 1")), "2", "3", label));
    }

    @Test
    void next_pandalmResponseThatIsNoText_isAFaultOfTheRow() throws IOException {
        String row = "{'idx':4,'instruction':'Add.','input':'','response1':true,'response2':'3','annotator1':1,"
                + "'annotator2':1,'annotator3':1}";

        assertThat(fault(PairFormat.AUTO, row))
                .isEqualTo("\"response1\" must be a text, this is a boolean; correct or remove the row");
    }

    @Test
    void next_tables_areReadByTheirColumns() throws IOException {
        List<Message> prompt = List.of(Message.user("Is tea good?"));
        assertThat(only("pairs.csv", PairFormat.AUTO, "prompt,chosen,rejected\nIs tea good?,'Yes, hot.',No.\n"))
                .isEqualTo(LabelledPair.of(null, prompt, "Yes, hot.", "No.", Preferred.A));
        assertThat(only("pairs.tsv", PairFormat.CSV, "prompt\tchosen\trejected\nIs tea good?\tYes.\tNo.\n"))
                .isEqualTo(LabelledPair.of(null, prompt, "Yes.", "No.", Preferred.A));
        assertThat(only(
                        "icai.csv",
                        PairFormat.AUTO,
                        ",text_a,text_b,preferred_text,input\n0,No.,Yes.,text_b,Is tea good?\n"))
                .isEqualTo(LabelledPair.of(null, prompt, "No.", "Yes.", Preferred.B));
        assertThat(only("noname", PairFormat.AUTO, "preferred_text,text_a,text_b\ntext_a,Yes.,No.\n")
                        .human())
                .isEqualTo(Preferred.A);
    }

    /** What people save as tables: cells are texts, numbers among them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    llmbar     | input,output_1,output_2,label~Is tea good?,No.,Yes.,2                                    | B
                    pandalm    | instruction,input,response1,response2,annotator1,annotator2,annotator3~Is tea good?,,No.,Yes.,2,0,2 | B
                    distilabel | prompt,chosen,rejected,chosen_rating,rejected_rating~Is tea good?,No.,Yes.,4,4.0            | TIE
                    distilabel | prompt,chosen,rejected,chosen_rating,rejected_rating~Is tea good?,No.,Yes.,,              | A
                    hh-rlhf    | chosen,rejected~"``Human: Is tea good?``Assistant: No.","``Human: Is tea good?``Assistant: Yes." | A
                    """)
    void next_formAsATable_isReadAndRecognised(String form, String table, Preferred human) throws IOException {
        Path file = Files.writeString(
                folder.resolve("pairs.csv"), table.replace("~", "\n").replace("``", "\n\n"));
        for (PairFormat format : List.of(PairFormat.AUTO, PairFormat.named(form))) {
            List<PairReader.Row> rows = read(file, format);

            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).pair())
                    .isEqualTo(LabelledPair.of(null, List.of(Message.user("Is tea good?")), "No.", "Yes.", human));
        }
    }

    @Test
    void next_severalCorrectAnswers_areAFaultOfTheRow() throws IOException {
        assertThat(fault(PairFormat.AUTO, "{'prompt':'?','corrects':['a','b'],'incorrects':['c']}"))
                .isEqualTo("\"corrects\" must be a list of one text, this is an array of 2; write a row for each pair");
    }

    @Test
    void next_icaiWithoutInput_isAPairWithoutPrompt() throws IOException {
        LabelledPair pair = only("icai.csv", PairFormat.ICAI, "text_a,text_b,preferred_text\nYes.,No.,text_a\n");

        assertThat(pair.prompt()).isEmpty();
        assertThat(pair.dirt()).extracting(RowOddity::kind).containsExactly(RowOddity.Kind.NO_PROMPT);
    }

    @Test
    void next_equalRanksOrRatings_areATie() throws IOException {
        assertThat(only(
                                "nemo.jsonl",
                                PairFormat.AUTO,
                                row("'context':[" + USER + "],'completions':[{'rank':1,'completion':[" + GOOD
                                        + "]},{'rank':1,'completion':[" + BAD + "]}]"))
                        .human())
                .isEqualTo(Preferred.TIE);
        assertThat(only(
                                "ultra.jsonl",
                                PairFormat.AUTO,
                                row("'prompt':'?','chosen':'a','chosen_rating':3,'rejected':'b','rejected_rating':3.0"))
                        .human())
                .isEqualTo(Preferred.TIE);
    }

    @Test
    void next_hhDirt_isToldAndNotMended() throws IOException {
        String start = "'\\n\\nHuman: Hi\\n\\nAssistant:";
        List<PairReader.Row> rows = read(
                "hh.jsonl",
                PairFormat.HH_RLHF,
                "{'chosen':" + start + " ','rejected':" + start + " No.'}\n"
                        + "{'chosen':" + start + " Yes\\n\\nAssistant: Sure','rejected':" + start + " No.'}\n"
                        + "{'chosen':" + start + " Yes.','rejected':" + start + " Yes.'}\n"
                        + "{'chosen':'\\n\\nHuman: Hi\\n\\nHuman: Ho\\n\\nAssistant: a','rejected':"
                        + "'\\n\\nHuman: Hi\\n\\nHuman: Ho\\n\\nAssistant: b'}\n"
                        + "{'chosen':" + start + " a\\n\\nHuman: x\\n\\nAssistant: b','rejected':" + start + " c'}\n"
                        + "{'chosen':'hello','rejected':'world'}\n");

        assertThat(rows.subList(0, 4)).allSatisfy(row -> assertThat(row.fault()).isNull());
        assertThat(rows.subList(0, 4))
                .extracting(
                        row -> Objects.requireNonNull(row.pair()).dirt().get(0).message())
                .containsExactly(
                        "answer a is empty",
                        "answer a holds another \"Assistant:\" after a blank line",
                        "the answers are equal, yet the label is a",
                        "turn 2 is user where assistant was expected; user and assistant turns must alternate");
        assertThat(rows.get(4).fault()).startsWith("\"chosen\" and \"rejected\" differ before the last turn");
        assertThat(rows.get(5).fault()).startsWith("\"chosen\" and \"rejected\" share no assistant turn");
        assertThat(rows.get(5).line()).isEqualTo(6);
    }

    @Test
    void next_rowsThatContradictThemselves_areFaults() throws IOException {
        String other = "{'role':'user','content':'Is coffee?'}";
        assertThat(fault(
                        PairFormat.TRL,
                        row("'chosen':[" + USER + "," + GOOD + "],'rejected':[" + other + "," + BAD + "]")))
                .startsWith("\"chosen\" and \"rejected\" differ before the last turn");
        assertThat(fault(
                        PairFormat.TRL,
                        row("'prompt':[" + other + "],'chosen':[" + USER + "," + GOOD + "],'rejected':[" + USER + ","
                                + BAD + "]")))
                .startsWith("\"prompt\" is not what \"chosen\" and \"rejected\" begin with");
        assertThat(fault(
                        PairFormat.DISTILABEL,
                        row("'prompt':'?','chosen':'a','chosen_rating':1,'rejected':'b','rejected_rating':2")))
                .startsWith("\"chosen_rating\" is below \"rejected_rating\"");
        assertThat(fault(
                        PairFormat.OPENAI,
                        row("'input':{'messages':[" + USER + "]},'preferred_output':[" + GOOD + "," + GOOD
                                + "],'non_preferred_output':[" + BAD + "]")))
                .isEqualTo("\"preferred_output\" must hold one assistant turn, this holds 2 turns");
        assertThat(fault(PairFormat.TRL, row("'chosen':'a','rejected':'b'")))
                .contains("there is no prompt among \"chosen\", \"rejected\"", "--prompt-field", "--format hh-rlhf");
        assertThat(fault(PairFormat.NATIVE, row("'prompt':'?','chosen':[" + USER + "],'rejected':[" + BAD + "]")))
                .isEqualTo("\"chosen\" must end with an assistant turn, ends with user");
    }

    @Test
    void next_gzippedFile_isRead() throws IOException {
        Path file = Files.write(
                folder.resolve("pairs.jsonl.gz"),
                Gzip.zipped(JsonLines.of("prompt", "?", "chosen", "a", "rejected", "b")));

        assertThat(read(file, PairFormat.AUTO)).hasSize(1);
    }

    @Test
    void next_firstRowOfNoForm_saysWhatItHas() {
        assertThatThrownBy(() -> read("kto.jsonl", PairFormat.AUTO, "{'prompt':'?','completion':'a','label':true}"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"prompt\", \"completion\", \"label\", which is single answers with a label")
                .hasMessageContaining("--format, one of \"alpaca-eval\", \"arena\", \"auto\"");
        assertThatThrownBy(() -> read("pairs.txt", PairFormat.AUTO, "hello"))
                .hasMessageContaining("plain text, which holds no labelled pairs");
    }

    @Test
    void named_misspelt_suggestsTheRightOne() {
        assertThatThrownBy(() -> PairFormat.named("hh-rlfh"))
                .hasMessageStartingWith("unknown form of pairs \"hh-rlfh\"; did you mean \"hh-rlhf\"?");
    }

    @Test
    void asDraft_readBack_isThePair() throws IOException {
        PromptSource source = PromptSource.of(Files.writeString(
                        folder.resolve("pairs.jsonl"),
                        "{\"prompt\":\"Is tea good?\",\"chosen\":\"Yes.\",\"rejected\":\"No.\"}"))
                .withPairs(PairFormat.AUTO);

        try (PromptReader reader = new InputFile(source).rows()) {
            LabelledPair pair = LabelledPair.of(((InputRow.Read) reader.next()).prompt());
            assertThat(pair.a()).isEqualTo("Yes.");
            assertThat(pair.b()).isEqualTo("No.");
            assertThat(pair.human()).isEqualTo(Preferred.A);
        }
    }
}

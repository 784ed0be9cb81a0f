package dev.constitution.runner.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which people have their prompts. In the rows, an apostrophe stands for a quote and a tilde for a line end. */
class InputFormsTest {
    private static final Message Q = Message.user("Why is rain wet?");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'prompt':'~~Human: Why is rain wet? ~~Assistant: '}",
                "{'prompt':'~~Human: Why is rain wet?~~Assistant:'}",
                "{'prompt':'~~Human: Why is rain wet?~~Assistant:~~'}",
                "{'prompt':'Human: Why is rain wet?~~Assistant:'}",
                "{'prompt':[{'role':'user','content':[{'type':'text','text':'Why is '},{'type':'text','text':'rain wet?'}]}]}",
                "{'conversations':[{'from':'human','value':'Why is rain wet?'}]}",
                "{'conversation':[{'role':'user','content':'Why is rain wet?'}]}",
                "{'instruction':'Why is rain wet?','input':'','output':'x'}",
                "{'instruction':'Why is rain wet?','input':null}",
                "{'question':'Why is rain wet?'}",
                "{'prompt':'Why is rain wet?','score':NaN}",
                "{'prompt':'Why is rain wet?','scores':[Infinity,-Infinity,{'of':NaN}]}",
            })
    void open_oneQuestionInAnyForm_isThatQuestion(String row) throws IOException {
        assertThat(turns(jsonl(row))).containsExactly(Q);
    }

    @Test
    void open_numberThatIsNone_countsAsAbsent() throws IOException {
        Prompt prompt = only(jsonl("{'id':NaN,'prompt':'Why?','score':NaN,'all':[1,NaN],'of':{'a':Infinity,'b':2}}"));

        assertThat(prompt.metadata()).containsOnlyKeys("all", "of");
        assertThat(prompt.metadata().get("all")).hasToString("[1, null]");
        assertThat(prompt.metadata().get("of")).hasToString("{b=2}");
        assertThat(only(bad(jsonl("{'prompt':NaN,'a':1}"))).message()).startsWith("there is no prompt among \"a\";");
    }

    @Test
    void open_nectarTranscriptOfSeveralTurns_keepsTheSpacesOutOfThem() throws IOException {
        assertThat(turns(jsonl("{'prompt':'~~Human: A? ~~Assistant: B. ~~Human: C? ~~Assistant: '}")))
                .containsExactly(Message.user("A?"), Message.assistant("B."), Message.user("C?"));
    }

    @Test
    void open_promptRenderedAsChatMl_isReadAsItsTurnsOrRefused() throws IOException {
        String rendered =
                "<|im_start|>system\\nRhyme.<|im_end|>\\n<|im_start|>user\\nWhy?<|im_end|>\\n<|im_start|>assistant\\n";

        assertThat(turns(jsonl("{'prompt':'" + rendered + "','chosen':'A.','rejected':'B.'}")))
                .containsExactly(Message.system("Rhyme."), Message.user("Why?"));
        assertThat(only(bad(jsonl("{'prompt':'<|im_start|>user\\nWhy?<|im_end|>'}")))
                        .message())
                .contains("must be turns of ChatML");
    }

    @Test
    void open_textThatMentionsMarks_isText() throws IOException {
        String text = "Explain: Human: hi ~~Assistant: ";

        assertThat(turns(jsonl("{'prompt':'" + text + "'}"))).containsExactly(Message.user(text.replace('~', '\n')));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'instruction':'Sort.','input':'b a'}                                  |                     | U:Sort.~~b a
                    {'instruction':'Sort.','input':'b a'}                                  | instruction         | U:Sort.~~b a
                    {'system':'Rhyme.','prompt':'Why?'}                                    |                     | S:Rhyme. U:Why?
                    {'system_prompt':'Rhyme.','question':'Why?'}                           |                     | S:Rhyme. U:Why?
                    {'system':'Rhyme.','goal':'Why?'}                                      | goal                | S:Rhyme. U:Why?
                    {'system':'Rhyme.','messages':[{'role':'user','content':'Why?'}]}      |                     | S:Rhyme. U:Why?
                    {'system':' ','prompt':'Why?'}                                         |                     | U:Why?
                    {'system':'No.','messages':[{'role':'system','content':'Rhyme.'},{'role':'user','content':'Why?'}]} | | S:Rhyme. U:Why?
                    {'messages':[{'role':'developer','content':'Rhyme.'},{'role':'user','content':'Why?'}]} | | S:Rhyme. U:Why?
                    {'prompt':'Why?','context':'It rains.'}                                | context,prompt      | U:It rains.~~Why?
                    {'data':{'a':'One.','b':'Two.'}}                                       | data.a,data.b       | U:One.~~Two.
                    """)
    void open_promptInSeveralFields_isWhole(String row, String field, String expected) throws IOException {
        StringBuilder written = new StringBuilder();
        for (Message turn : turns(jsonl(row).withPromptField(field))) {
            String role = turn.role().label().substring(0, 1).toUpperCase(Locale.ROOT);
            written.append(written.isEmpty() ? "" : " ")
                    .append(role)
                    .append(':')
                    .append(turn.content());
        }

        assertThat(written).hasToString(expected.replace('~', '\n'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"role\": \"system\", \"content\": \"Rhyme.\"}, {\"role\": \"user\", \"content\": \"What's up?\"}]",
                "[{'role': 'system', 'content': 'Rhyme.'}, {'role': 'user', 'content': \"What's up?\"}]",
                "[{'content': 'Rhyme.', 'role': 'system'}, {'content': 'What\\'s up?', 'role': 'user'}]",
                "{\"messages\": [{\"role\": \"system\", \"content\": \"Rhyme.\"}, {\"role\": \"user\", \"content\": \"What's up?\"}]}",
                " [ {\"from\": \"system\", \"value\": \"Rhyme.\"}, {\"from\": \"human\", \"value\": \"What's up?\"} ] ",
            })
    void open_turnsWrittenAsAText_areReadFromJsonAndFromCells(String written) throws IOException {
        String json = "{\"messages\":\"" + written.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        String cell = "id,messages,\n1,\"" + written.replace("\"", "\"\"") + "\",\n";

        for (PromptSource source : List.of(source("p.jsonl", json), source("p.csv", cell))) {
            assertThat(turns(source)).containsExactly(Message.system("Rhyme."), Message.user("What's up?"));
        }
    }

    @Test
    void open_textThatIsJsonButNoTurns_isText() throws IOException {
        for (String text : List.of("[1, 2] is what?", "{\\\"value\\\": 3}", "{\\\"role\\\": \\\"user\\\"}")) {
            assertThat(turns(source("p.jsonl", "{\"prompt\":\"" + text + "\"}")))
                    .containsExactly(Message.user(text.replace("\\", "")));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'messages':[{'role':'user','content':'Q?'},{'role':'assistant','content':'A.'}]}             | "messages" must end with a user turn, ends with an answer of the assistant; --drop-last-answer
                    {'conversations':[{'from':'human','value':'Q?'},{'from':'gpt','value':'A.'}]}                 | "conversations" must end with a user turn, ends with an answer of the assistant; --drop-last-answer
                    {'prompt':'~~Human: Q?~~Assistant: A.'}                                                       | "prompt" must end with a user turn, ends with an answer of the assistant; --drop-last-answer
                    """)
    void open_conversationWithItsAnswer_isRefusedUnlessTheAnswerIsDropped(String row, String reason)
            throws IOException {
        assertThat(only(bad(jsonl(row))).message()).startsWith(reason);

        InputScan scan = new InputFile(jsonl(row).withDropLastAnswer(true)).scan();
        assertThat(scan.prompts()).isEqualTo(1);
        assertThat(scan.notes().answersDropped()).isEqualTo(1);
        assertThat(scan.notes().remarks()).containsExactly("the answer at the end of 1 conversation was left out");
        assertThat(turns(jsonl(row).withDropLastAnswer(true))).containsExactly(Message.user("Q?"));
    }

    @Test
    void open_dropLastAnswerWithoutOne_changesNothing() throws IOException {
        assertThat(turns(jsonl("{'prompt':'Why is rain wet?'}").withDropLastAnswer(true)))
                .containsExactly(Q);
        assertThat(new InputFile(jsonl("{'prompt':'a'}").withDropLastAnswer(true))
                        .scan()
                        .notes())
                .isEqualTo(InputNotes.NONE);
    }

    /** Each in one sentence that says what to do, and none of them a parser's. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'text':'a','n':1}                                                                  | there is no prompt among "text", "n"; it is looked for under
                    {'prompt':'a' 'b':1}                                                                | the row is not JSON, at character 15
                    {'prompt':None}                                                                     | the row is not JSON, at character 11
                    {'prompt':'a                                                                        | it ends inside its JSON
                    {'prompt':'a','prompt':'b'}                                                         | the row has the field "prompt" twice
                    {'prompt':'a'} x                                                                    | the row is not JSON
                    {'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'x'}}]}]} | turn 1 of "messages" has a part of type "input_audio", and only text and images can be asked
                    {'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b','tool_calls':[{'id':'1'}]},{'role':'user','content':'c'}]} | turn 2 of "messages" calls a tool
                    {'messages':[{'role':'tool','content':'a'}]}                                         | turn 1 of "messages" returns to a call that the turn before does not make
                    {'messages':[{'role':'critic','content':'a'}]}                                       | unknown role "critic"; known roles: system, developer, user, assistant, tool
                    {'messages':[{'role':'assistant','content':'a'}]}                                    | "messages" holds an answer alone
                    {'conversations':[]}                                                                 | "conversations" is empty
                    {'conversations':[{'from':'system','value':'a'}]}                                    | "conversations" must end with a user turn, ends with a system turn
                    {'prompt':'a','context':7}                                                           | `"context" must be a text to be joined`
                    """)
    void open_rowThatIsNoPrompt_isRefusedInOneSentence(String row, String reason) throws IOException {
        PromptSource source = jsonl(row);

        assertThat(only(bad(row.contains("context") ? source.withPromptField("prompt,context") : source))
                        .message())
                .contains(reason)
                .doesNotContain("Jackson", "JsonReadFeature", "token", "Unexpected", "Unrecognized");
    }

    @Test
    void open_pythonNotation_isReadOrRefusedButNeverSentAsWords() throws IOException {
        PromptSource source = source(
                "p.csv",
                "messages\n\"[{'role': 'user', 'content': 'a\\x0bb'}]\"\n\"[{'role': 'user', 'content': None}]\"\n"
                        + "\"array([{'role': 'user', 'content': 'c'}], dtype=object)\"\n");

        assertThat(bad(source))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.message())
                        .startsWith("the prompt is a text that looks like a list of turns, but is no JSON"));
    }

    @Test
    void scan_fieldsThatLookLikeAPartOfThePrompt_areNamedInOneWarning() throws IOException {
        InputScan scan = new InputFile(jsonl("""
                        {'prompt':'a','context':'c','input':'','tools':[],'topic':'t'}
                        {'prompt':'b','context':'c','history':[['x','y']]}
                        {'instruction':'d','input':['e']}
                        """)).scan();

        assertThat(scan.notes().leftOut()).isEqualTo(Map.of("context", 2L, "history", 1L, "input", 1L));
        assertThat(scan.notes().warnings())
                .containsExactly("fields that look like a part of the prompt are not sent: \"context\" in 2 rows,"
                        + " \"history\" in 1 row, \"input\" in 1 row; --prompt-field NAME,NAME joins texts of several"
                        + " fields");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':[{'prompt':'a'},{'prompt':'b'}]}",
                "{ 'version' : 1.0, 'title':'x', 'rows' : [ ~ {'prompt':'a'}, ~{'prompt':'b'} ~] , 'n': [3] }~",
                "{~'data': [~{'prompt':'a'},~{'prompt':'b'}],~'more': {'x': ']}'}~}",
            })
    void open_rowsUnderAKeyOfOneObject_areRead(String content) throws IOException {
        PromptSource source = source("p.json", json(content));

        assertThat(prompts(source)).extracting(Prompt::question).containsExactly("a", "b");
        assertThat(bad(source)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'data':[{'prompt':'a'},           | the file ends inside
                    {'data':[{'prompt':'a'}]           | the file ends inside
                    {'data':[{'prompt':'a'}]} {'b':1}  | text outside the JSON object
                    """)
    void open_damagedObjectOfRows_saysWhatIsLost(String content, String reason) throws IOException {
        assertThat(only(bad(source("p.json", json(content)))).message()).contains(reason);
    }

    @Test
    void open_linesOfObjectsThatHoldLists_areRowsEach() throws IOException {
        assertThat(prompts(jsonl("{'data':[{'x':'y'}],'prompt':'a'}\n{'data':[{'x':'y'}],'prompt':'b'}")))
                .extracting(Prompt::question)
                .containsExactly("a", "b");
        assertThat(turns(source("p.json", json("{'messages':[{'role':'user','content':'Why is rain wet?'}]}"))))
                .containsExactly(Q);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id;prompt\n1;a, b\n2;\"c; d\"\n",
                "id,prompt,,\n1,\"a, b\",,\n2,c; d,,\n",
                "id,prompt\n1,\"a, b\",,\n2,c; d\n",
                "id\tprompt\n1\ta, b\n2\tc; d\n",
            })
    void open_tablesOfSpreadsheets_areRead(String table) throws IOException {
        assertThat(prompts(source("p.csv", table)))
                .extracting(Prompt::id, Prompt::question)
                .containsExactly(tuple("1", "a, b"), tuple("2", "c; d"));
    }

    @Test
    void open_quotesAfterBackslashes_areQuotesWhereTheyCanBeNothingElse() throws IOException {
        PromptSource source = source(
                "p.csv",
                "prompt,path\n"
                        + "\"Say \\\"hi, you\\\", twice\nor \\\"ho\\\"\",x\n"
                        + "\"plain\",\"C:\\\"\n"
                        + "\"C:\\\",\"all \\\"in\\\" one\"\n"
                        + "\"a \"\"b\"\" \\ c\",y\n");

        assertThat(prompts(source))
                .extracting(Prompt::question)
                .containsExactly("Say \"hi, you\", twice\nor \"ho\"", "plain", "C:\\", "a \"b\" \\ c");
        assertThat(prompts(source))
                .extracting(prompt -> prompt.metadata().get("path"))
                .containsExactly("x", "C:\\", "all \"in\" one", "y");
    }

    @Test
    void open_alpacaAsATable_joinsInstructionAndInput() throws IOException {
        assertThat(prompts(source("p.csv", "instruction,input,output\nSort.,b a,a b\nGreet.,,Hi\n")))
                .extracting(Prompt::question)
                .containsExactly("Sort.\n\nb a", "Greet.");
    }

    private PromptSource jsonl(String rows) throws IOException {
        return source("p.jsonl", json(rows));
    }

    private static String json(String rows) {
        return rows.replace('\'', '"').replace("~", rows.contains("Human") || rows.contains("Sort") ? "\\n" : "\n");
    }

    private PromptSource source(String name, String content) throws IOException {
        return PromptSource.of(Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8)));
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Prompt only(PromptSource source) throws IOException {
        assertThat(bad(source)).isEmpty();
        return only(prompts(source));
    }

    private static List<Message> turns(PromptSource source) throws IOException {
        return only(source).messages();
    }

    private static List<Prompt> prompts(PromptSource source) throws IOException {
        return read(source).stream()
                .filter(InputRow.Read.class::isInstance)
                .map(row -> ((InputRow.Read) row).prompt())
                .toList();
    }

    private static List<InputRow.Bad> bad(PromptSource source) throws IOException {
        return read(source).stream()
                .filter(InputRow.Bad.class::isInstance)
                .map(InputRow.Bad.class::cast)
                .toList();
    }

    private static List<InputRow> read(PromptSource source) throws IOException {
        List<InputRow> rows = new ArrayList<>();
        try (PromptReader reader = new InputFile(source).rows()) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }
}

package dev.constitution.runner.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations with tools, in the forms in which data sets have them. */
class ToolRowsTest {
    private static final String DEFINITION =
            "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\","
                    + "\"parameters\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\",\"minimum\":2}}}}}";

    @TempDir
    private Path folder;

    private InputRow read(String singleQuoted) throws IOException {
        Path file = folder.resolve("prompts.jsonl");
        Files.writeString(file, singleQuoted.replace('\'', '"') + "\n");
        try (PromptReader reader = new InputFile(PromptSource.of(file)).rows()) {
            return reader.next();
        }
    }

    private Prompt prompt(String singleQuoted) throws IOException {
        InputRow row = read(singleQuoted);
        assertThat(row).isInstanceOf(InputRow.Read.class);
        return ((InputRow.Read) row).prompt();
    }

    private static List<Message> conversation(String id) {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id(id)
                .name("f")
                .arguments("{\"x\":2}")
                .build();
        return List.of(
                Message.user("q"),
                Message.of(AiMessage.from(call)),
                Message.of(ToolExecutionResultMessage.from(call, "4")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'messages':[{'role':'user','content':'q'},{'role':'assistant','content':null,'tool_calls':[{'id':'c1','type':'function','function':{'name':'f','arguments':'{\\'x\\': 2}'}}]},{'role':'tool','tool_call_id':'c1','content':'4'}]} | c1
                    {'messages':[{'role':'user','content':'q'},{'role':'assistant','tool_calls':[{'type':'function','function':{'name':'f','arguments':{'x':2}}}]},{'role':'tool','name':'f','content':'4'}]} | call00001
                    {'messages':[{'role':'user','content':'q'},{'role':'assistant','content':'','function_call':{'name':'f','arguments':'{\\'x\\':2}'}},{'role':'function','name':'f','content':'4'}]} | call00001
                    {'messages':[{'role':'user','content':'q'},{'role':'assistant','content':[{'type':'tool_use','id':'c1','name':'f','input':{'x':2}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'c1','content':[{'type':'text','text':'4'}]}]}]} | c1
                    {'conversations':[{'from':'human','value':'q'},{'from':'gpt','value':'','tool_calls':[{'id':'c1','type':'function','function':{'name':'f','arguments':{'x':2}}}]},{'from':'tool','value':'4'}]} | c1
                    {'conversations':[{'from':'human','value':'q'},{'from':'gpt','tool_calls':[{'id':'c1','type':'function','function':{'name':'f','arguments':{'x':2}}}]},{'from':'observation','value':'4'}]} | c1
                    {'conversations':[{'from':'human','value':'q'},{'from':'function_call','value':'{\\'name\\':\\'f\\',\\'arguments\\':{\\'x\\':2}}'},{'from':'observation','value':'4'}]} | call00001
                    """)
    void open_callAndResultInAnyForm_areTheSameTurns(String row, String id) throws IOException {
        assertThat(prompt(row.replace("\\'", "\\\"")).messages()).isEqualTo(conversation(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{'role':'system','content':'s'},"})
    void open_callThatNobodyAskedFor_isRefused(String before) throws IOException {
        InputRow row = read(
                "{'messages':[" + before
                        + "{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f'}}]},{'role':'tool','content':'4'}]}");

        assertThat(row).isInstanceOf(InputRow.Bad.class);
        assertThat(((InputRow.Bad) row).message())
                .matches("turn [12] of \"messages\" calls a tool before anybody asked; begin with a user turn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'prompt':'q','tools':[" + DEFINITION + "]}",
                "{'prompt':'q','functions':[{'name':'f','description':'d','parameters':{'type':'object','properties':{'x':{'type':'integer','minimum':2}}}}]}",
                "{'prompt':'q','tools':[{'name':'f','description':'d','input_schema':{'type':'object','properties':{'x':{'type':'integer','minimum':2}}}}]}",
                "{'prompt':'q','tools':'[{\\\"name\\\":\\\"f\\\",\\\"description\\\":\\\"d\\\",\\\"parameters\\\":{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"x\\\":{\\\"type\\\":\\\"integer\\\",\\\"minimum\\\":2}}}}]'}",
                "{'prompt':'q','tools':['{\\\"name\\\":\\\"f\\\",\\\"description\\\":\\\"d\\\",\\\"parameters\\\":{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"x\\\":{\\\"type\\\":\\\"integer\\\",\\\"minimum\\\":2}}}}']}"
            })
    void open_toolsInAnyForm_areDefinedAlike(String row) throws IOException {
        Prompt prompt = prompt(row);

        assertThat(prompt.tools()).containsExactly(Tool.of(DEFINITION));
        assertThat(prompt.metadata()).isEmpty();
    }

    @Test
    void open_textOfAListOfTexts_definesTools() throws IOException {
        Prompt prompt = prompt("{'prompt':'q','tools':'[\\\"{\\\\\\\"name\\\\\\\":\\\\\\\"f\\\\\\\"}\\\"]'}");

        assertThat(prompt.tools()).extracting(Tool::name).containsExactly("f");
    }

    @Test
    void open_listThatDefinesNoTools_isMetadataAsBefore() throws IOException {
        Prompt prompt = prompt("{'prompt':'q','tools':['hammer','saw']}");

        assertThat(prompt.tools()).isEmpty();
        assertThat(prompt.metadata()).containsEntry("tools", List.of("hammer", "saw"));
    }

    @Test
    void open_severalCallsAndWordsBesideThem_keepTheirOrder() throws IOException {
        List<Message> turns = prompt(
                        "{'messages':[{'role':'user','content':'q'},{'role':'assistant','content':[{'type':'text','text':'I look.'},"
                                + "{'type':'tool_use','id':'a','name':'f','input':{}},{'type':'tool_use','id':'b','name':'g','input':{}}]},"
                                + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'b','content':'2'},"
                                + "{'type':'tool_result','tool_use_id':'a'},{'type':'text','text':'Be brief.'}]}]}")
                .messages();

        assertThat(turns)
                .extracting(Message::inWords)
                .containsExactly(
                        "q",
                        "I look.\n[calls f with {}]\n[calls g with {}]",
                        "[g returned]\n2",
                        "[f returned]\n",
                        "Be brief.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f','arguments':[1]}}]},{'role':'tool','content':'4'} | turn 2 of "messages" calls the tool "f" with arguments that are no JSON object
                    {'role':'assistant','tool_calls':[{'id':'1','function':{'arguments':{}}}]},{'role':'tool','content':'4'}             | turn 2 of "messages" calls a tool without a name
                    {'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f'}}]},{'role':'user','content':'4'}                 | turn 3 of "messages" follows a call of the tool "f" without what it returned
                    {'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f'}}]},{'role':'tool','tool_call_id':'2','content':'4'} | turn 3 of "messages" returns to the call "2" that the turn before does not make
                    {'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f'}},{'id':'2','function':{'name':'g'}}]},{'role':'tool','tool_call_id':'1','content':'4'} | the end of "messages" follows a call of the tool "g" without what it returned
                    {'role':'assistant','content':'I look.'},{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f'}}]},{'role':'tool','content':'4'} | turn 3 of "messages" calls a tool right after another turn of the assistant
                    {'from':'human','value':'x','tool_calls':[{'id':'1','function':{'name':'f'}}]}                                       | turn 2 of "messages" calls a tool, and is of the role "user"
                    {'role':'gpt','tool_calls':[{'id':'1','function':{'name':'f'}}]}                                                     | turn 2 of "messages" has the unknown role "gpt"
                    {'role':'user','content':'x','tool_calls':[{'id':'1','function':{'name':'f'}}]}                                      | turn 2 of "messages" calls a tool, and is of the role "user"
                    {'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f'}}]}                                               | "messages" must end with a user turn, ends with an answer of the assistant
                    """)
    void open_conversationThatIsBroken_saysWhereAndWhat(String turns, String reason) throws IOException {
        InputRow row = read("{'messages':[{'role':'user','content':'q'}," + turns + "]}");

        assertThat(row).isInstanceOf(InputRow.Bad.class);
        assertThat(((InputRow.Bad) row).message()).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [{'type':'function','function':{'description':'d'}}] | "tools", number 1: a tool has no name
                    [{'name':'f','parameters':[]}]                       | "tools", number 1: the tool "f" has parameters that are no JSON Schema
                    [{'name':'f','parameters':{'required':true}}]        | "tools", number 1: the tool "f" has parameters that are no JSON Schema: "required"
                    [{'name':'f'},{'name':'f'}]                          | "tools", number 2: a second tool of the name "f"
                    [{'name':'f'},'saw',7]                               | "tools", number 2: a definition must be an object, this is a text; correct or remove it; "tools", number 3: a definition must be an object, this is a number
                    [{'name':'f','parameters':[]},{'description':'d'}]   | "tools", number 1: the tool "f" has parameters that are no JSON Schema; write an object; "tools", number 2: a tool has no name
                    {'name':'f','parameters':{}}                         | "tools" is an object; write a list of definitions
                    {'f':{'description':'d','parameters':{}}}            | "tools" is an object; write a list of definitions
                    '{\\'name\\':\\'f\\',\\'parameters\\':{}}'               | "tools" is an object; write a list of definitions
                    '[{name: \\'f\\', \\'parameters\\': {}}]'                | "tools" is a text that looks like definitions of tools, but is no JSON; write it with json.dumps
                    '[{\\'name\\':\\'f\\'}'                                  | "tools" is a text that looks like definitions of tools, but is no JSON; write it with json.dumps
                    '[{\\'name\\':\\'f\\',\\'strict\\':None}]'                 | "tools" is a text that looks like definitions of tools, but is no JSON; write it with json.dumps
                    """)
    void open_toolsThatAreBroken_saysWhichAndWhat(String tools, String reason) throws IOException {
        InputRow row = read("{'prompt':'q','tools':" + tools.replace("\\'", "\\\"") + "}");

        assertThat(row).isInstanceOf(InputRow.Bad.class);
        assertThat(((InputRow.Bad) row).message()).startsWith(reason);
    }

    @Test
    void open_rowWithSeveralFaults_namesThemAll() throws IOException {
        InputRow row = read("{'id':[],'messages':[{'role':'gpt','content':'q'}],'tools':[{'name':''}]}");

        assertThat(((InputRow.Bad) row).message())
                .contains("the id must be a text", "has the unknown role \"gpt\"", "number 1: a tool has no name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'hammer, saw'",
                "'[see below]'",
                "'[INST] use {name} [/INST]'",
                "'{x: f(x) = x^2}'",
                "'{x: name(x)}'",
                "['hammer','saw']",
                "{'hammer':2}",
                "{'name':'hammer','count':3}",
                "{'sin':{'domain':'R'}}",
                "[{'domain':'R'}]",
                "7",
                "''",
                "[]",
                "{}",
                "null"
            })
    void open_valueThatDefinesNoTools_isNoFault(String value) throws IOException {
        assertThat(prompt("{'prompt':'q','tools':" + value + "}").tools()).isEmpty();
        assertThat(prompt("{'prompt':'q','functions':" + value + "}").tools()).isEmpty();
    }

    @Test
    void open_cellOfATable_holdsDefinitionsOrIsAFault() throws IOException {
        Path file = folder.resolve("prompts.csv");
        Files.writeString(file, """
                prompt,tools
                q,"[{""name"":""f""}]"
                r,
                s,hammer
                t,"[{""name"":""f""}"
                """);
        List<InputRow> rows = new ArrayList<>();
        try (PromptReader reader = new InputFile(PromptSource.of(file)).rows()) {
            while (reader.hasNext()) {
                rows.add(reader.next());
            }
        }

        assertThat(rows.subList(0, 3))
                .extracting(row -> ((InputRow.Read) row).prompt().tools().size())
                .containsExactly(1, 0, 0);
        assertThat(((InputRow.Bad) rows.get(3)).message()).contains("\"tools\" is a text that looks like definitions");
    }

    @Test
    void open_rowOfThePage_isAPromptWithATool() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "conversations.md"));
        int start = page.indexOf("```json\n") + "```json\n".length();

        Prompt prompt = prompt(page.substring(start, page.indexOf("\n```", start)));

        assertThat(prompt.tools()).extracting(Tool::name).containsExactly("weather");
        assertThat(prompt.messages())
                .extracting(Message::inWords)
                .containsExactly(
                        "How warm is it in Paris?",
                        "[calls weather with {\"city\":\"Paris\"}]",
                        "[weather returned]\n15");
    }

    @Test
    void open_otherTools_changeNoNameAndAreToldApart() throws IOException {
        Path file = folder.resolve("named.jsonl");
        Files.writeString(file, "{'prompt':'q'}\n{'prompt':'q','tools':[{'name':'f'}]}\n".replace('\'', '"'));
        List<String> ids = new ArrayList<>();
        try (PromptReader reader = new InputFile(PromptSource.of(file)).rows()) {
            reader.forEachRemaining(
                    row -> ids.add(((InputRow.Read) row).prompt().id()));
        }

        assertThat(ids).containsExactly("p-45fdeb4604c8377d", "p-45fdeb4604c8377d-2");
        assertThat(prompt("{'prompt':'q','tools':[{'name':'f'}]}").id()).isEqualTo("p-45fdeb4604c8377d");
    }

    @Test
    void open_otherResult_isAnotherPrompt() throws IOException {
        String row =
                "{'messages':[{'role':'user','content':'q'},{'role':'assistant','tool_calls':[{'function':{'name':'f'}}]},"
                        + "{'role':'tool','content':'%s'}]}";

        assertThat(prompt(row.formatted("4")).id())
                .isEqualTo(prompt(row.formatted("4")).id())
                .isNotEqualTo(prompt(row.formatted("5")).id());
    }
}

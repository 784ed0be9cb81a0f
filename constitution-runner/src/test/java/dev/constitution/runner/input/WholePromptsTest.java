package dev.constitution.runner.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.testing.Gzip;
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

/** No prompt is shortened, and no row lost, without a word. */
class WholePromptsTest {
    @TempDir
    private Path folder;

    private PromptSource source(String name, String text) throws IOException {
        return PromptSource.of(Files.writeString(folder.resolve(name), text));
    }

    /** Each row: its line, and the prompt or, after {@code !}, what is wrong. */
    private List<String> rows(PromptSource source) throws IOException {
        List<String> rows = new ArrayList<>();
        try (PromptReader reader = new InputFile(source).rows()) {
            while (reader.hasNext()) {
                InputRow row = reader.next();
                rows.add(row.line() + " "
                        + (row instanceof InputRow.Read read
                                ? read.prompt().question()
                                : "!" + ((InputRow.Bad) row).message()));
            }
        }
        return rows;
    }

    private static String readable(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'prompt':['a','b']}                           | "prompt" is a list of 2 texts, and a row asks one prompt; give each a row of its own, or ask the first alone with --prompt-field prompt.0
            {'prompt':['a',2]}                             | "prompt" is a list of 2 texts
            {'prompt':['a',null]}                          | "prompt" is a list of 2 texts
            {'messages':['a','b']}                         | "messages" is a list of 2 texts
            {'question':[['a','b']]}                       | turn 1 of "question" must be {"role": text, "content": text}
            {'prompt':[]}                                  | "prompt" is empty
            {'prompt':5}                                   | "prompt" must be a text or a list of turns, this is a number
            {'prompt':true}                                | this is a boolean
            {'prompt':{'text':'a'}}                        | this is an object
            {'prompt':null}                                | "prompt" is null, so that there is no prompt; give it a text, or remove the row
            {'prompt':'[\\'a\\', \\'b\\']'}                | the prompt is a text that holds a list of 2 texts, and a row asks one prompt
            {'prompt':'[]'}                                | a text that holds a list of nothing
            {'prompt':'{\\'prompt\\': \\'a\\'}'}            | the prompt is a text that holds a JSON object with "prompt"; write the fields of that object as the row's own
            {'prompt':'a','prompt':'b'}                    | the row has the field "prompt" twice; keep one of them
            {'prompt':'a','m':{'n':1,'n':2}}               | the row has the field "n" twice
            {'prompt':'a'} x                               | the row is not JSON, at character 16: text follows its object; remove it
            {'prompt':'a'}{'prompt':'b'}                   | the row is not JSON, at character 15: a second object begins on its line; give each a line of its own
            {'prompt':'a'} ,                               | the row is not JSON, at character 16: a comma follows its object; remove it, or put [ before the first row and ] after the last
            '{\\'prompt\\': 1}'                            | a row must be a JSON object, this is a text
            """)
    void open_rowOfSeveralPromptsOrNone_isRefusedWithWhatToDo(String row, String message) throws IOException {
        assertThat(rows(source("p.jsonl", readable(row) + "\n" + readable("{'prompt':'next'}"))))
                .hasSize(2)
                .satisfies(rows -> assertThat(rows.get(0)).startsWith("1 !").contains(message))
                .endsWith("2 next");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'prompt':['only']}                            | only
            {'prompt':'[\\'only\\']'}                      | only
            {'prompt':'[1, 2, 3]'}                         | [1, 2, 3]
            {'prompt':'{\\'a\\': 1}'}                      | {"a": 1}
            {'prompt':'[a] and [b]'}                       | [a] and [b]
            {'prompt':'a\\u0000b'}                         | a\0b
            {'messages':[{'role':'user','content':'[\\'a\\', \\'b\\']'}]} | ["a", "b"]
            """)
    void open_rowOfOnePrompt_isReadWhole(String row, String prompt) throws IOException {
        assertThat(rows(source("p.jsonl", readable(row)))).containsExactly("1 " + prompt.replace("\\0", "\0"));
    }

    @Test
    void open_cellsThatHoldLists_areReadOrRefused() throws IOException {
        String table =
                "id,prompt\n1,\"[\"\"a\"\", \"\"b\"\"]\"\n2,\"['a', 'b']\"\n3,\"['a' 'b']\"\n4,\"[\"\"only\"\"]\"\n5,[x\n";

        assertThat(rows(source("p.csv", table)))
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("2 !the prompt is a text that holds a list of 2 texts"),
                        row -> assertThat(row).startsWith("3 !the prompt is a text that holds a list of 2 texts"),
                        row -> assertThat(row).startsWith("4 !the prompt is a text that looks like a list of texts"),
                        row -> assertThat(row).isEqualTo("5 only"),
                        row -> assertThat(row).isEqualTo("6 [x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\n\r", "\r\r\n"})
    void open_anyLineEnd_givesTheSameRows(String end) throws IOException {
        for (String name : List.of("p.txt", "p.csv", "p.jsonl")) {
            String head = name.equals("p.csv") ? "prompt" + end : "";
            String form = name.equals("p.jsonl") ? "{\"prompt\":\"%s\"}" : "%s";
            String text = head + form.formatted("a") + end + form.formatted("b") + end + form.formatted("c");

            assertThat(rows(source(name, text)))
                    .extracting(row -> row.replaceAll("^\\d+ ", ""))
                    .containsExactly("a", "b", "c");
        }
    }

    @Test
    void open_mixedLineEnds_keepTheNumbersOfLines() throws IOException {
        assertThat(rows(source("p.txt", "a\rb\r\nc\n\nd\r\re"))).containsExactly("1 a", "2 b", "3 c", "5 d", "7 e");
        assertThat(rows(source("p.csv", "id,prompt\r\n1,a\r2,\"b\rc\"\n3,d"))).containsExactly("2 a", "3 b\rc", "5 d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.txt", "p.csv", "p.jsonl"})
    void open_zeroInARow_isRefused(String name) throws IOException {
        assertThat(rows(source(name, "prompt\na\0b\n")).get(name.equals("p.csv") ? 0 : 1))
                .startsWith("2 !byte 2 of the row is zero, as in a damaged file or in UTF-16");
    }

    @Test
    void open_objectsOverSeveralLines_areReadAndABrokenOneSaysWhereItBegins() throws IOException {
        String pretty = "{\n  \"prompt\": \"a\",\n  \"tags\": [\n    1\n  ]\n}\n{\n  \"prompt\": \"b\"\n}\n";

        assertThat(rows(source("p.jsonl", pretty))).containsExactly("1 a", "7 b");
        assertThat(rows(source("p.json", pretty))).containsExactly("1 a", "7 b");
        assertThat(rows(source("p.jsonl", pretty + "{\n \"prompt\": [\n")))
                .last()
                .asString()
                .startsWith("10 !the object that begins here never ends");
        assertThat(rows(source("p.jsonl", "{\"prompt\":\n{\"prompt\":\"b\"}")))
                .last()
                .isEqualTo("2 b");
    }

    @Test
    void open_severalArrays_areReadAndAListOfRowsThatIsNotIsNamed() throws IOException {
        assertThat(rows(source("p.json", "[{\"prompt\":\"a\"}]\n[{\"prompt\":\"b\"},\n{\"prompt\":\"c\"}]")))
                .containsExactly("1 a", "2 b", "3 c");
        String two = "{\"train\": [{\"prompt\":\"a\"}], \"test\": [ {\"prompt\":\"b\"}]}";
        assertThat(rows(source("p.json", two)))
                .containsExactly(
                        "1 a",
                        "1 !the object holds further rows under \"test\", which are not read; put them into a file of"
                                + " their own");
        assertThat(rows(source("p.json", two.replace("test", "columns")))).containsExactly("1 a");
        assertThat(rows(source("p.json", "{\"train\": [{\"prompt\":\"a\"}], \"test\": []}")))
                .containsExactly("1 a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1,"a\\n2,b\\n3,c               | 2 !the quote at line 2, character 3 opens a cell that is never closed, so no row after it could be read; close or double the quote
            1,"é\\n"\\n2,"b\\n3,c           | 4 !the quote at line 4, character 3 opens a cell that is never closed
            1,"é","a\\n2,b                 | 2 !the quote at line 2, character 7 opens a cell that is never closed
            1,"a\\n2,b\\n3,"c"\\n4,d         | 2 !text follows a cell's closing quote, at line 3, character 4 of the row; its opening quote stands at line 1, character 3;
            1,a,b\\n2                      | 2 !the row has 3 cells, the header has 2; quote cells that hold the delimiter
            1\\n2,b                        | 2 !the row has 1 cell, the header has 2
            1,"a\\n2,b",c\\n              | 2 !the row has 3 cells, the header has 2; quote cells that hold the delimiter, and look for an open quote: the row goes on for 2 lines
            """)
    void open_quotesAndCellsThatDoNotFit_sayWhere(String rows, String message) throws IOException {
        assertThat(rows(source("p.csv", "id,prompt\n" + rows.replace("\\n", "\n"))))
                .anySatisfy(row -> assertThat(row).startsWith(message));
    }

    @ParameterizedTest
    @CsvSource({"p.jsonl,''", "p.json,[]", "p.json,'[ ]'", "p.txt,'\n \r\n'", "p.jsonl,'\n\n'", "p.csv,'id,prompt\n'"})
    void requireRows_inputWithoutRows_saysSo(String name, String text) throws IOException {
        InputScan scan = new InputFile(source(name, text.replace("\\n", "\n").replace("\\r", "\r"))).scan();

        assertThatThrownBy(() -> scan.requireRows(name))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(name + ": there are no rows in it");
    }

    @Test
    void open_gzipCutOff_isToldInWordsOfItsOwn() throws IOException {
        byte[] whole = Gzip.zipped("{\"prompt\":\"a\"}\n");
        Path file = Files.write(folder.resolve("p.jsonl.gz"), java.util.Arrays.copyOf(whole, whole.length - 9));

        assertThatThrownBy(() -> rows(PromptSource.of(file)))
                .hasMessage(file + ": the gzip data is damaged or cut off; fetch it again");
    }

    @Test
    void scan_promptInTwoKnownFields_namesTheOneThatIsNotSent() throws IOException {
        InputScan scan = new InputFile(source("p.jsonl", readable("""
                {'prompt':'a','question':'b'}
                {'prompt':'a','messages':[{'role':'user','content':'a'},{'role':'assistant','content':'c'}]}
                {'prompt':'a','instruction':'a'}
                """))).scan();

        assertThat(scan.notes().warnings()).singleElement().asString().contains("not sent: \"question\" in 1 row;");
    }

    @Test
    void open_promptField_takesOneOfSeveral() throws IOException {
        PromptSource source =
                source("p.jsonl", readable("{'prompt':['a','b']}")).withPromptField("prompt.1");
        List<Prompt> prompts = new ArrayList<>();
        try (PromptReader reader = new InputFile(source).rows()) {
            reader.forEachRemaining(row -> prompts.add(((InputRow.Read) row).prompt()));
        }

        assertThat(prompts).singleElement().satisfies(prompt -> {
            assertThat(prompt.question()).isEqualTo("b");
            assertThat(prompt.metadata()).containsKey("prompt");
        });
    }
}

package dev.constitution.runner.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.testing.Gzip;
import dev.constitution.runner.testing.StandardInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptSourceTest {
    @TempDir
    Path folder;

    @Test
    void open_jsonLinesOfEveryForm_readsTurnsIdsAndMetadata() throws IOException {
        List<Prompt> prompts = prompts(source("p.jsonl", """
                {"prompt":"one","topic":"a","score":0.10,"none":null}
                {"id":"x-2","prompt":"two"}
                {"id":3,"messages":[{"role":"system","content":"s"},{"role":"user","content":"three"}]}
                {"id":"x-4","prompt":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},\
                {"role":"user","content":"four"}]}
                """));

        assertThat(prompts).extracting(Prompt::question).containsExactly("one", "two", "three", "four");
        assertThat(prompts).extracting(Prompt::id).endsWith("x-2", "3", "x-4");
        assertThat(prompts.get(0).id()).matches("p-[0-9a-f]{16}");
        assertThat(prompts.get(0).metadata()).containsOnlyKeys("topic", "score").containsEntry("topic", "a");
        assertThat(prompts.get(0).metadata().get("score")).hasToString("0.10");
        assertThat(prompts.get(2).messages().get(0)).isEqualTo(Message.system("s"));
        assertThat(prompts.get(3).messages()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"goal":"q","n":1}                       | goal           | n
                    {"data":{"goal":"q"}}                    | data.goal      | data
                    {"data.goal":"q"}                        | data.goal      |
                    {"turns":["q"]}                          | turns          |
                    {"turns":["q","later"]}                  | turns.0        | turns
                    {"c":[{"t":"q"}]}                        | c.0.t          | c
                    {"m":[{"role":"user","content":"q"}]}    | m              |
                    """)
    void open_promptField_readsItAndKeepsTheRest(String row, String field, String metadata) throws IOException {
        List<Prompt> prompts = prompts(source("p.jsonl", row).withPromptField(field));

        assertThat(prompts).extracting(Prompt::question).containsExactly("q");
        assertThat(prompts.get(0).metadata().keySet())
                .isEqualTo(
                        metadata == null
                                ? Map.of().keySet()
                                : Map.of(metadata, 1).keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.jsonl", "p.csv"})
    void open_openTranscriptAsPrompt_readsItsTurns(String name) throws IOException {
        String transcript = "\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant:";
        String rows = name.endsWith("csv")
                ? "prompt\n\"" + transcript + "\"\n\"" + transcript + " d\"\n"
                : "{\"prompt\":\"" + transcript.replace("\n", "\\n") + "\"}\n{\"prompt\":\""
                        + transcript.replace("\n", "\\n") + " d\"}\n";

        List<Prompt> prompts = prompts(source(name, rows));

        assertThat(prompts.get(0).messages())
                .containsExactly(Message.user("a"), Message.assistant("b"), Message.user("c"));
        assertThat(prompts).hasSize(1);
        // One that the assistant has answered is never sent as a user's words, marks and all.
        assertThat(badRows(source(name, rows)))
                .singleElement()
                .satisfies(bad -> assertThat(bad.message()).contains("--drop-last-answer"));
    }

    @Test
    void open_idField_takesItsTextOrNumberAsId() throws IOException {
        PromptSource source = source(
                        "p.jsonl", "{\"key\":7,\"prompt\":\"a\"}\n{\"prompt\":\"b\"}\n{\"key\":1.5,\"prompt\":\"c\"}")
                .withIdField("key");

        assertThat(rows(source).get(0))
                .isInstanceOfSatisfying(
                        InputRow.Read.class,
                        row -> assertThat(row.prompt().id()).isEqualTo("7"));
        assertThat(badRows(source)).extracting(InputRow.Bad::line).containsExactly(2L, 3L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"prompt":                                          | it ends inside its JSON
                    {"prompt":"a"} x                                    | not JSON, at character
                    {"prompt":"a","prompt":"b"}                         | the field "prompt" twice
                    ["a"]                                               | must be a JSON object, this is an array
                    {"text":"a"}                                        | there is no prompt among "text"
                    {}                                                  | among no fields at all
                    {"prompt":7}                                        | "prompt" must be a text or a list of turns, this is a number
                    {"prompt":" "}                                      | turn 1 (user) is blank
                    {"id":" ","prompt":"a"}                             | the id must be a text that is not blank
                    {"messages":[{"role":"human","content":"a"}]}       | turn 1 of "messages" has the unknown role "human"
                    {"messages":[{"role":"user","content":null}]}       | must be {"role": text, "content": text}
                    {"messages":[{"role":"assistant","content":"a"}]}   | "messages" holds an answer alone
                    {"messages":[]}                                     | is empty
                    """)
    void open_badJsonRow_isReportedWithItsLineAndTheOthersAreRead(String row, String reason) throws IOException {
        PromptSource source = source("p.jsonl", "{\"prompt\":\"before\"}\n\n" + row + "\n{\"prompt\":\"after\"}\n")
                .withFormat(InputFormat.JSONL);

        assertThat(badRows(source)).singleElement().satisfies(bad -> {
            assertThat(bad.line()).isEqualTo(3);
            assertThat(bad.message()).contains(reason);
        });
        assertThat(readRows(source))
                .extracting(read -> read.prompt().question(), InputRow.Read::line)
                .containsExactly(tuple("before", 1L), tuple("after", 4L));
    }

    @Test
    void open_misspeltPromptField_suggestsTheNearest() throws IOException {
        assertThat(badRows(source("p.jsonl", "{\"goal\":\"a\"}").withPromptField("gaol")))
                .singleElement()
                .satisfies(bad -> assertThat(bad.message()).endsWith("among \"goal\"; did you mean \"goal\"?"));
    }

    @Test
    void open_jsonArray_readsEachElementAtItsLine() throws IOException {
        PromptSource source = source("p.json", """
                [
                  {"prompt": "a, ] \\"quoted\\" \\\\"},
                  {"prompt": 1},

                  {
                    "prompt": "b"
                  }
                ]
                """);

        assertThat(readRows(source))
                .extracting(read -> read.prompt().question(), InputRow.Read::line)
                .containsExactly(tuple("a, ] \"quoted\" \\", 2L), tuple("b", 5L));
        assertThat(badRows(source)).extracting(InputRow.Bad::line).containsExactly(3L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [{"prompt":"a"}            | ends inside its JSON array
                    [{"prompt":"a"},           | ends inside its JSON array
                    [{"prompt":"a"}] {"b":1}   | text outside the JSON array
                    """)
    void open_damagedJsonArray_reportsWhatIsLost(String content, String reason) throws IOException {
        assertThat(badRows(source("p.json", content)))
                .singleElement()
                .satisfies(bad -> assertThat(bad.message()).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\nc\n", "a\nb\nc", "\ufeffa\nb\nc\n", "a\r\nb\r\nc\r\n", "a\n\n \nb\r\n\r\nc"})
    void open_lineEndsMarksAndBlankLines_giveTheSameRows(String content) throws IOException {
        assertThat(prompts(source("p.txt", content)))
                .extracting(Prompt::question)
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.txt", "p.jsonl", "p.csv"})
    void open_unicodeLineSeparatorsAndMarkup_areText(String name) throws IOException {
        String text = "a\u2028b\u2029c\u0085d {x} {{y}} $z \\1 =cmd 'q'";
        String content = switch (name) {
            case "p.jsonl" -> "{\"prompt\":\"" + text.replace("\\", "\\\\") + "\"}\n";
            case "p.csv" -> "prompt\n" + text + "\n";
            default -> text;
        };

        assertThat(prompts(source(name, content))).extracting(Prompt::question).containsExactly(text);
    }

    @Test
    void open_loneSurrogates_areKeptAndNamedApart() throws IOException {
        List<Prompt> prompts =
                prompts(source("p.jsonl", "{\"prompt\":\"a\\ud800\"}\n{\"prompt\":\"a\\ud801\"}\n{\"prompt\":\"a?\"}"));

        assertThat(prompts).extracting(Prompt::question).containsExactly("a\ud800", "a\ud801", "a?");
        assertThat(prompts).extracting(Prompt::id).doesNotHaveDuplicates();
    }

    @Test
    void open_malformedUtf8_isABadRow() throws IOException {
        byte[] content = "first\nb?d\nlast".getBytes(StandardCharsets.UTF_8);
        content[7] = (byte) 0xc3;
        PromptSource source = source("p.txt", content);

        assertThat(prompts(source)).extracting(Prompt::question).containsExactly("first", "last");
        assertThat(badRows(source))
                .containsExactly(new InputRow.Bad(2, "byte 2 of the row is not UTF-8; save the file as UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.txt", "p.jsonl", "p.csv"})
    void open_rowBeyondTheLimit_isABadRowAndTheNextIsRead(String name) throws IOException {
        String huge = "x".repeat(5000);
        String content = switch (name) {
            case "p.jsonl" -> "{\"prompt\":\"" + huge + "\"}\n{\"prompt\":\"next\"}";
            case "p.csv" -> "prompt\n\"" + huge + "\n" + huge + "\"\nnext";
            default -> huge + "\nnext";
        };
        PromptSource source = source(name, content).withMaxRowBytes(4096);

        assertThat(badRows(source))
                .singleElement()
                .satisfies(bad -> assertThat(bad.message()).contains("the limit is 4096"));
        assertThat(prompts(source)).extracting(Prompt::question).containsExactly("next");
    }

    @Test
    void open_deepJson_isABadRow() throws IOException {
        PromptSource source = source("p.jsonl", "{\"prompt\":" + "[".repeat(100_000) + "\n{\"prompt\":\"next\"}");

        assertThat(badRows(source))
                .singleElement()
                .satisfies(bad -> assertThat(bad.message()).contains("nested deeper"));
        assertThat(prompts(source)).hasSize(1);
    }

    @Test
    void open_csv_readsQuotedCellsAndMetadata() throws IOException {
        List<InputRow.Read> rows =
                readRows(source("p.csv", "id,prompt,note\r\n1,\"a, \"\"b\"\"\nc\",n1\r\n,plain,n2\r\n"));

        assertThat(rows)
                .extracting(row -> row.prompt().question(), InputRow.Read::line)
                .containsExactly(tuple("a, \"b\"\nc", 2L), tuple("plain", 4L));
        assertThat(rows.get(0).prompt().id()).isEqualTo("1");
        assertThat(rows.get(1).prompt().id()).startsWith("p-");
        assertThat(rows.get(0).prompt().metadata()).isEqualTo(Map.of("note", "n1"));
    }

    @Test
    void open_tsvWithNamedColumn_readsIt() throws IOException {
        assertThat(prompts(source("p.tsv", "word\tsentence\na\tsay, \"so\"\n").withPromptField("sentence")))
                .extracting(Prompt::question)
                .containsExactly("say, \"so\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a,b,c       | the row has 3 cells, the header has 2
                    a           | the row has 1 cell, the header has 2
                    "a"x,b      | text follows a cell's closing quote
                    a,"b        | is never closed, so no row after it could be read
                    a,~         | turn 1 (user) is blank
                    """)
    void open_badCsvRow_isReported(String row, String reason) throws IOException {
        PromptSource source = source("p.csv", "id,prompt\n1,ok\n" + row.replace('~', ' ') + "\n");

        assertThat(prompts(source)).hasSize(1);
        assertThat(badRows(source)).singleElement().satisfies(bad -> {
            assertThat(bad.line()).isEqualTo(3);
            assertThat(bad.message()).contains(reason);
        });
    }

    @Test
    void open_csvWithoutTheColumn_refusesWithTheColumnsAndTheNearest() throws IOException {
        PromptSource source = source("p.csv", "id,promt\n1,a\n");

        assertThatThrownBy(new InputFile(source)::rows)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("p.csv:1: there is no column \"prompt\" among \"id\", \"promt\"")
                .hasMessageContaining("did you mean \"promt\"?");
    }

    @Test
    void open_gzip_isRecognisedUnderAnyName() throws IOException {
        byte[] zipped = Gzip.zipped("{\"prompt\":\"a\"}\n");

        assertThat(prompts(source("P.JSONL.GZ", zipped))).hasSize(1);
        assertThat(prompts(source("p.jsonl", zipped))).hasSize(1);
    }

    @Test
    void scan_gzipCutOff_refuses() throws IOException {
        byte[] zipped = Gzip.zipped("{\"prompt\":\"a\"}\n".repeat(1000));
        PromptSource source = source("p.jsonl.gz", Arrays.copyOf(zipped, zipped.length - 12));

        assertThatThrownBy(new InputFile(source)::scan)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("damaged or cut off");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    p.parquet | x               | does not begin as Parquet does; fetch it again
                    p.xlsx    | x               | ".xlsx" names no known format
                    p.txt     | PAR1            | Parquet is read from a file only
                    missing   |                 | there is no such file
                    .         |                 | is a folder
                    """)
    void open_unreadableFile_refusesWithWhatToDo(String name, String content, String reason) throws IOException {
        PromptSource source = content == null ? PromptSource.of(folder.resolve(name)) : source(name, content);

        assertThatThrownBy(new InputFile(source)::rows)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void open_utf16_refuses() throws IOException {
        PromptSource source = source("p.txt", "\ufeffa".getBytes(StandardCharsets.UTF_16LE));

        assertThatThrownBy(new InputFile(source)::rows)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("save it as UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"prompt":"a"}      | JSONL | 1
                    [{"prompt":"a"}]    | JSONL | 1
                    id,prompt           | CSV   | 0
                    "prompt"            | CSV   | 0
                    id;messages         | CSV   | 0
                    instruction,input   | CSV   | 0
                    question            | TEXT  | 1
                    a question, prompt? | TEXT  | 1
                    """)
    void spooledTo_standardInput_isReadAsWhatItLooksLike(String content, InputFormat format, long rows)
            throws Exception {
        PromptSource spooled =
                StandardInput.holding(content, () -> SpooledInput.of(PromptSource.of("-"), folder.resolve("input")));

        assertThat(spooled.format()).isEqualTo(format);
        assertThat(folder.resolve("input")).hasContent(content);
        assertThat(SpooledInput.isNeededFor(spooled)).isFalse();
        assertThat(new InputFile(spooled).scan().rows()).isEqualTo(rows);
    }

    @Test
    void scan_rows_countsThemAndHashesTheStoredBytes() throws IOException {
        InputScan scan = new InputFile(source("p.txt", "a\nb\na\n")).scan();

        assertThat(scan.rows()).isEqualTo(3);
        assertThat(scan.sha256()).isEqualTo("c9cec88805eba4528d8ff787705e91790705fa8f3f2f54c15418996a2a0bab92");
    }

    @Test
    void scan_duplicateIds_areRefusedWithBothLines() throws IOException {
        InputScan scan = new InputFile(source(
                        "p.jsonl",
                        "{\"id\":1,\"prompt\":\"a\"}\n{\"id\":2,\"prompt\":\"b\"}\n{\"id\":\"1\",\"prompt\":\"c\"}"))
                .scan();

        assertThat(scan.duplicates()).isEqualTo(1);
        assertThatThrownBy(() -> scan.requireUniqueIds("p.jsonl"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("p.jsonl: 1 of 3 rows")
                .hasMessageContaining("the id \"1\" stands at line 1 and at line 3");
    }

    @Test
    void open_equalPromptsWithoutIds_areNumberedAndStableUnderReordering() throws IOException {
        List<String> ids = prompts(source("p.txt", "a\nb\na\na\n")).stream()
                .map(Prompt::id)
                .toList();
        List<String> reordered = prompts(source("q.txt", "a\na\na\nb\n")).stream()
                .map(Prompt::id)
                .toList();

        assertThat(ids).containsExactly(ids.get(0), ids.get(1), ids.get(0) + "-2", ids.get(0) + "-3");
        assertThat(reordered).containsExactlyInAnyOrderElementsOf(ids);
    }

    private PromptSource source(String name, String content) throws IOException {
        return source(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private PromptSource source(String name, byte[] content) throws IOException {
        return PromptSource.of(Files.write(folder.resolve(name), content));
    }

    private static List<InputRow> rows(PromptSource source) throws IOException {
        List<InputRow> rows = new ArrayList<>();
        try (PromptReader reader = new InputFile(source).rows()) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static List<InputRow.Read> readRows(PromptSource source) throws IOException {
        return rows(source).stream()
                .filter(InputRow.Read.class::isInstance)
                .map(InputRow.Read.class::cast)
                .toList();
    }

    private static List<InputRow.Bad> badRows(PromptSource source) throws IOException {
        return rows(source).stream()
                .filter(InputRow.Bad.class::isInstance)
                .map(InputRow.Bad.class::cast)
                .toList();
    }

    private static List<Prompt> prompts(PromptSource source) throws IOException {
        return readRows(source).stream().map(InputRow.Read::prompt).toList();
    }
}

package dev.constitution.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbParquetFilesTest {
    private final DuckDbParquetFiles files = new DuckDbParquetFiles();
    private final Map<String, String> columns = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void nameColumns() {
        columns.put("prompt", "STRUCT(role VARCHAR, content VARCHAR)[]");
        columns.put("margin", "DOUBLE");
    }

    private Path write(String name, String lines) throws IOException {
        return Files.writeString(folder.resolve(name), lines);
    }

    @Test
    void fromJsonLines_andBack_keepsRowsAndTheirOrder() throws IOException {
        String rows = IntStream.range(0, 5000)
                .mapToObj(i -> "{\"prompt\":[{\"role\":\"user\",\"content\":\"" + i
                        + " \\\"Grüße\\\" 你好 👋\\n\\u0000\"}],\"margin\":0.4}\n")
                .collect(Collectors.joining());
        Path json = write("rows [1]*.jsonl", rows);

        files.fromJsonLines(json, columns, folder.resolve("rows.parquet"));
        files.toJsonLines(List.of(folder.resolve("rows.parquet")), folder.resolve("back.jsonl"));

        assertThat(folder.resolve("back.jsonl")).hasSameTextualContentAs(json);
    }

    @Test
    void fromJsonLines_rowsOfManyMegabytes_keepTheirOrderInSeveralGroups() throws IOException {
        String text = "abcdefgh".repeat(20_000);
        String rows = IntStream.range(0, 400)
                .mapToObj(i -> "{\"prompt\":[{\"role\":\"user\",\"content\":\"" + i + text + "\"}],\"margin\":1.0}\n")
                .collect(Collectors.joining());
        Path json = write("rows.jsonl", rows);

        files.fromJsonLines(json, columns, folder.resolve("rows.parquet"));
        files.toJsonLines(List.of(folder.resolve("rows.parquet")), folder.resolve("back.jsonl"));

        assertThat(folder.resolve("back.jsonl")).hasSameBinaryContentAs(json);
    }

    @Test
    void fromJsonLines_wholeNumbersAndFractions_areKeptBesideHardTexts() throws IOException {
        Path json = write(
                "rows.jsonl",
                "{\"prompt\":[{\"role\":\"user\",\"content\":\"2024-01-01\"}],\"margin\":1.0}\n"
                        + "{\"prompt\":[{\"role\":\"user\",\"content\":\"null\"}],\"margin\":1.0}\n"
                        + "{\"prompt\":[{\"role\":\"user\",\"content\":\"007\"}],\"margin\":0.5}\n");

        files.fromJsonLines(json, columns, folder.resolve("rows.parquet"));
        files.toJsonLines(List.of(folder.resolve("rows.parquet")), folder.resolve("back.jsonl"));

        assertThat(folder.resolve("back.jsonl")).hasSameTextualContentAs(json);
    }

    @Test
    void toJsonLines_imagesOfDatasets_holdTheirBytesInBase64() throws Exception {
        Path parquet = folder.resolve("images.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 'q' AS prompt, [{'bytes': '\\x89PNG'::BLOB, 'path': 'a.png'},"
                    + " {'bytes': NULL::BLOB, 'path': 'b.png'}] AS images, {'bytes': 'GIF'::BLOB, 'path': NULL::VARCHAR} AS image,"
                    + " 'ab'::BLOB AS other) TO '" + parquet + "' (FORMAT parquet)");
        }

        files.toJsonLines(List.of(parquet), folder.resolve("back.jsonl"));

        assertThat(folder.resolve("back.jsonl"))
                .hasContent(
                        "{\"prompt\":\"q\",\"images\":[{\"bytes\":\"iVBORw==\",\"path\":\"a.png\"},"
                                + "{\"bytes\":null,\"path\":\"b.png\"}],\"image\":{\"bytes\":\"R0lG\",\"path\":null},\"other\":\"ab\"}");
    }

    @Test
    void fromJsonLines_twice_givesTheSameBytes() throws IOException {
        Path json = write("rows.jsonl", "{\"prompt\":[{\"role\":\"user\",\"content\":\"Hi\"}]}\n");

        files.fromJsonLines(json, columns, folder.resolve("one.parquet"));
        files.fromJsonLines(json, columns, folder.resolve("two.parquet"));

        assertThat(folder.resolve("one.parquet")).hasSameBinaryContentAs(folder.resolve("two.parquet"));
    }

    @Test
    void toJsonLines_folderOfPartsWithUnequalColumns_keepsColumnsFieldsAndFractions() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts [1]"));
        files.fromJsonLines(
                write("one.jsonl", "{\"turns\":[{\"role\":\"user\"}],\"score\":1}\n"),
                Map.of("turns", "STRUCT(role VARCHAR)[]", "score", "BIGINT"),
                parts.resolve("part-0.parquet"));
        files.fromJsonLines(
                write(
                        "two.jsonl",
                        "{\"turns\":[{\"role\":\"user\",\"name\":\"Ann\"}],\"score\":0.5,\"more\":\"007\"}\n"),
                Map.of("turns", "STRUCT(role VARCHAR, \"name\" VARCHAR)[]", "score", "DOUBLE", "more", "VARCHAR"),
                parts.resolve("part-1.parquet"));
        Files.writeString(parts.resolve("_SUCCESS"), "");

        files.toJsonLines(List.of(parts), folder.resolve("back.jsonl"));

        assertThat(Files.readAllLines(folder.resolve("back.jsonl")))
                .satisfiesExactly(
                        one -> assertThat(one).contains("\"score\":1.0", "\"role\":\"user\"", "\"more\":null"),
                        two -> assertThat(two).contains("\"score\":0.5", "\"name\":\"Ann\"", "\"more\":\"007\""));
    }

    @Test
    void fromJsonLines_noRows_keepsTheTypes() throws IOException {
        files.fromJsonLines(write("rows.jsonl", ""), columns, folder.resolve("rows.parquet"));
        files.toJsonLines(List.of(folder.resolve("rows.parquet")), folder.resolve("back.jsonl"));

        assertThat(folder.resolve("back.jsonl")).isEmptyFile();
    }

    @Test
    void toJsonLines_noParquet_saysWhichFile() throws IOException {
        Path text = write("rows.parquet", "PAR1 and no more");

        assertThatThrownBy(() -> files.toJsonLines(List.of(text), folder.resolve("back.jsonl")))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("rows.parquet: is no Parquet, or damaged or cut off; fetch it again");
    }
}

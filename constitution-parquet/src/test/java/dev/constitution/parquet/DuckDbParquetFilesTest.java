package dev.constitution.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        files.toJsonLines(folder.resolve("rows.parquet"), folder.resolve("back.jsonl"));

        assertThat(folder.resolve("back.jsonl")).hasSameTextualContentAs(json);
    }

    @Test
    void fromJsonLines_twice_givesTheSameBytes() throws IOException {
        Path json = write("rows.jsonl", "{\"prompt\":[{\"role\":\"user\",\"content\":\"Hi\"}]}\n");

        files.fromJsonLines(json, columns, folder.resolve("one.parquet"));
        files.fromJsonLines(json, columns, folder.resolve("two.parquet"));

        assertThat(folder.resolve("one.parquet")).hasSameBinaryContentAs(folder.resolve("two.parquet"));
    }

    @Test
    void fromJsonLines_noRows_keepsTheTypes() throws IOException {
        files.fromJsonLines(write("rows.jsonl", ""), columns, folder.resolve("rows.parquet"));
        files.toJsonLines(folder.resolve("rows.parquet"), folder.resolve("back.jsonl"));

        assertThat(folder.resolve("back.jsonl")).isEmptyFile();
    }

    @Test
    void toJsonLines_noParquet_saysWhichFile() throws IOException {
        Path text = write("rows.parquet", "PAR1 and no more");

        assertThatThrownBy(() -> files.toJsonLines(text, folder.resolve("back.jsonl")))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("rows.parquet: is no Parquet, or damaged or cut off; fetch it again");
    }
}

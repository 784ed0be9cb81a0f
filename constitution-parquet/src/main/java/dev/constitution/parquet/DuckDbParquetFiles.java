package dev.constitution.parquet;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.rows.ParquetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Parquet by an embedded DuckDB. One thread and the rows' own order make equal rows give equal bytes; memory is bounded
 * whatever the file's size. Stateless.
 */
public final class DuckDbParquetFiles implements ParquetFiles {
    /** DuckDB takes buffers of twice the longest row that it is told of. */
    private static final int SHORTEST_LONGEST_ROW_BYTES = 1 << 20;

    /** As {@code datasets} writes an image. */
    private static final String IMAGE = "STRUCT(bytes BLOB, path VARCHAR)";

    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public void fromJsonLines(Path jsonLines, Map<String, String> columns, Path parquet) throws IOException {
        String types = columns.entrySet().stream()
                .map(column -> '"' + column.getKey() + "\": " + text(column.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        execute("COPY (SELECT * FROM read_json(" + text(escaped(jsonLines)) + ", format='newline_delimited', columns="
                + types
                + ", maximum_object_size=" + Math.max(longestRow(jsonLines), SHORTEST_LONGEST_ROW_BYTES)
                + ")) TO " + text(parquet) + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE_BYTES '8MB')");
    }

    /** The bytes of the longest row, with its end. */
    private static long longestRow(Path jsonLines) throws IOException {
        long longest = 0;
        long row = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(jsonLines)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    row++;
                    if (buffer[i] == '\n') {
                        longest = Math.max(longest, row);
                        row = 0;
                    }
                }
            }
        }
        return Math.max(longest, row);
    }

    @Override
    public void toJsonLines(List<Path> parquet, Path jsonLines) throws IOException {
        String files = parquet.stream()
                .map(file -> text(escaped(file) + (Files.isDirectory(file) ? "/*.parquet" : "")))
                .collect(Collectors.joining(", ", "[", "]"));
        // Otherwise the first file's columns and types would be all files', and what others have more be lost unsaid.
        String rows = "read_parquet(" + files + ", union_by_name=true)";
        try {
            execute("COPY (SELECT *" + imagesAsText(described(rows)) + " FROM " + rows + ") TO " + text(jsonLines)
                    + " (FORMAT json)");
        } catch (IOException e) {
            boolean isTheCopy = String.valueOf(e.getMessage()).contains(jsonLines.toString());
            if (isTheCopy) {
                throw new IOException(
                        jsonLines + ": the rows of " + named(parquet) + " cannot be copied there; make room", e);
            }
            throw unreadable(parquet, e);
        }
    }

    /** What takes the place of images' bytes: JSON has none, so that they go in base64. */
    private static String imagesAsText(Map<String, String> columns) {
        Map<String, String> replaced = new LinkedHashMap<>();
        columns.forEach((name, type) -> {
            String column = '"' + name.replace("\"", "\"\"") + '"';
            if (type.equals(IMAGE)) {
                replaced.put(column, asText(column));
            } else if (type.equals(IMAGE + "[]")) {
                replaced.put(column, "[" + asText("one") + " FOR one IN " + column + "]");
            }
        });
        return replaced.isEmpty()
                ? ""
                : replaced.entrySet().stream()
                        .map(column -> column.getValue() + " AS " + column.getKey())
                        .collect(Collectors.joining(", ", " REPLACE (", ")"));
    }

    private static String asText(String image) {
        return "CASE WHEN " + image + " IS NULL THEN NULL ELSE struct_pack(bytes := to_base64(" + image
                + ".bytes), path := " + image + ".path) END";
    }

    @Override
    public Map<String, String> columns(Path parquet) throws IOException {
        try {
            return described("read_parquet(" + text(escaped(parquet)) + ")");
        } catch (IOException e) {
            throw unreadable(List.of(parquet), e);
        }
    }

    private static Map<String, String> described(String rows) throws IOException {
        Map<String, String> columns = new LinkedHashMap<>();
        String query = "DESCRIBE SELECT * FROM " + rows;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            bound(statement);
            try (ResultSet described = statement.executeQuery(query)) {
                while (described.next()) {
                    columns.put(described.getString("column_name"), described.getString("column_type"));
                }
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
        return columns;
    }

    private static UsageException unreadable(List<Path> files, Exception cause) {
        return new UsageException(named(files) + ": is no Parquet, or damaged or cut off; fetch it again", cause);
    }

    private static String named(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static void execute(String copy) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            bound(statement);
            statement.execute(copy);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Nothing is fetched from elsewhere, and nothing but the named files is of interest. */
    private static void bound(Statement statement) throws SQLException {
        statement.execute("SET autoinstall_known_extensions = false");
        statement.execute("SET threads = 1");
        statement.execute("SET memory_limit = '512MB'");
        statement.execute("SET preserve_insertion_order = false");
    }

    /** Files to read are named by patterns; what has a meaning in one is put into brackets. */
    private static String escaped(Path file) {
        return file.toString().replaceAll("[\\[*?]", "[$0]");
    }

    private static String text(Object value) {
        return "'" + value.toString().replace("'", "''") + "'";
    }
}

package dev.constitution.runner.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.rows.ParquetFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The rows of a data set's file, JSON Lines or Parquet. */
public final class ShardRows {
    private ShardRows() {}

    /** Takes a row. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes the next row.
         *
         * @param line its number in the file, from 1
         */
        void take(ObjectNode row, long line) throws IOException;
    }

    /**
     * Reads a file's rows in their order.
     *
     * @throws UsageException if it holds something else, with the place
     */
    public static void read(Path file, Taker taker) throws IOException {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")) {
            readLines(file, file, taker);
            return;
        }
        Path lines = Files.createTempFile("constitution-rows", ".jsonl");
        try {
            ParquetFiles.installed().toJsonLines(List.of(file), lines);
            readLines(lines, file, taker);
        } finally {
            Files.deleteIfExists(lines);
        }
    }

    private static void readLines(Path lines, Path file, Taker taker) throws IOException {
        long number = 0;
        try (BufferedReader in = Files.newBufferedReader(lines)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                taker.take(row(line, file, number), number);
            }
        } catch (MalformedInputException e) {
            throw new UsageException(fault(file, number + 1, "is no text in UTF-8"), e);
        }
    }

    private static ObjectNode row(String line, Path file, long number) {
        try {
            if (Json.MAPPER.readTree(line) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new UsageException(fault(file, number, "is no JSON"), e);
        }
        throw new UsageException(fault(file, number, "is no object in JSON"));
    }

    private static String fault(Path file, long line, String what) {
        return file + ":" + line + ": " + what + "; " + DatasetFolder.RESTORE;
    }
}

package dev.constitution.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of what was measured: printed line by line, and kept in a document, where it takes the place of older lines. */
final class Report {
    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";
    private static final String HEAD = "| measure | goal | measured | holds | on |\n|---|---|---|---|---|";

    private final Path document;
    private final List<Measured> lines = new ArrayList<>();

    Report(Path document) {
        this.document = document;
        System.out.println(HEAD);
    }

    void add(List<Measured> measured) {
        lines.addAll(measured);
        measured.forEach(line -> System.out.println(row(line)));
    }

    private static String row(Measured line) {
        return line.row() + " " + LocalDate.now(ZoneOffset.UTC) + ", Java "
                + Runtime.version().feature() + ", " + Runtime.getRuntime().availableProcessors() + " cores |";
    }

    /** Lines of measures that were not taken this time stay as they are. */
    void write() throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IOException(document + ": has no place for the table between " + BEGIN + " and " + END);
        }
        Map<String, String> rows = new LinkedHashMap<>();
        text.substring(begin, end)
                .lines()
                .filter(row -> row.startsWith("| "))
                .skip(1)
                .forEach(row -> rows.put(measure(row), row));
        lines.forEach(line -> rows.put(line.measure(), row(line)));
        Files.writeString(
                document,
                text.substring(0, begin) + "\n" + HEAD + "\n" + String.join("\n", rows.values()) + "\n"
                        + text.substring(end));
    }

    private static String measure(String row) {
        return row.substring(2, row.indexOf(" |"));
    }
}

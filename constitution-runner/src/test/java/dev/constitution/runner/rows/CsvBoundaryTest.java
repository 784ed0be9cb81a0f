package dev.constitution.runner.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that the boundary cuts and the library reads, against those that the library finds in the whole text. */
class CsvBoundaryTest {
    private static final int TEXTS = 2_000;

    /** What trips readers of tables up; a carriage return outside quotes is a fault of its own unless it ends a line. */
    private static final List<String> PIECES = List.of(
            "a", "b c", "\"", "\"", "\"\"", "\n", "\n", "\r\n", " ", "\t", ",", ",", ";", "ü\u2028", "\u0085👋");

    private record Row(long line, List<String> cells) {}

    @ParameterizedTest
    @ValueSource(chars = {',', '\t'})
    void rows_randomText_areThoseOfTheLibrary(char delimiter) throws IOException {
        SplittableRandom random = new SplittableRandom(delimiter);
        int wholeTexts = 0;
        int faulty = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            List<Row> expected = new ArrayList<>();
            boolean isWhole = readByLibrary(text, delimiter, expected);

            List<Row> rows = new ArrayList<>();
            boolean isReadable = read(text, delimiter, rows);

            assertThat(isReadable).as(text).isEqualTo(isWhole);
            assertThat(isWhole ? rows : rows.subList(0, Math.min(rows.size(), expected.size())))
                    .as(text)
                    .isEqualTo(expected);
            if (isWhole) {
                wholeTexts++;
            } else {
                faulty++;
            }
        }
        assertThat(List.of(wholeTexts, faulty))
                .allSatisfy(texts -> assertThat(texts).isGreaterThan(TEXTS / 5));
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(1, 25);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** Adds the rows that can be read; false if there are others. */
    private static boolean read(String text, char delimiter, List<Row> rows) throws IOException {
        CSVFormat format = CsvTable.format(delimiter);
        boolean isReadable = true;
        ByteArrayInputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try (RecordReader records = new RecordReader(bytes, new CsvBoundary(delimiter), 1000)) {
            for (RawRecord record = records.next(); record != null; record = records.next()) {
                try {
                    rows.add(new Row(record.line(), CsvTable.cells(record.text(), format)));
                } catch (BadRowException e) {
                    isReadable = false;
                }
            }
        }
        return isReadable;
    }

    /** Adds the rows before the first fault, but for blank ones; false if there is a fault. */
    private static boolean readByLibrary(String text, char delimiter, List<Row> rows) throws IOException {
        List<CSVRecord> records = new ArrayList<>();
        boolean isWhole = true;
        try (CSVParser parser = CSVParser.parse(text, CsvTable.format(delimiter))) {
            Iterator<CSVRecord> all = parser.iterator();
            while (all.hasNext()) {
                records.add(all.next());
            }
        } catch (UncheckedIOException e) {
            isWhole = false;
        }
        for (CSVRecord record : records) {
            int start = afterEmptyLines(text, (int) record.getCharacterPosition());
            if (!isBlank(line(text, start))) {
                rows.add(new Row(lineNumber(text, start), record.toList()));
            }
        }
        return isWhole;
    }

    /** The library counts empty lines to the record that follows them. */
    private static int afterEmptyLines(String text, int position) {
        int start = position;
        while (line(text, start).isEmpty() || line(text, start).equals("\r")) {
            start = text.indexOf('\n', start) + 1;
        }
        return start;
    }

    private static String line(String text, int start) {
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static boolean isBlank(String line) {
        return line.matches("[ \t\r]*");
    }

    private static long lineNumber(String text, int start) {
        return 1 + text.substring(0, start).chars().filter(c -> c == '\n').count();
    }
}

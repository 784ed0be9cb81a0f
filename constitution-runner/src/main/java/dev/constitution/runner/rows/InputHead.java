package dev.constitution.runner.rows;

import dev.constitution.runner.base.UsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the first bytes of an input tell: compression, encoding, and, where nobody says, the format. */
public final class InputHead {
    private static final int SIZE = 1 << 13;
    private static final char[] DELIMITERS = {',', ';', '\t'};

    /** Names under which an object keeps rows. */
    static final Set<String> LISTS_OF_ROWS = Set.of(
            "data",
            "rows",
            "items",
            "examples",
            "instances",
            "records",
            "prompts",
            "questions",
            "samples",
            "entries",
            "train",
            "test",
            "validation",
            "dataset");

    /** Fields that are no lists, then rows under a name that no prompt has: turns under {@code messages} are no rows. */
    private static final Pattern ROWS_IN_OBJECT = Pattern.compile(
            "\\{\\s*+(?:\"(?!prompt\"|id\"|question\"|instruction\")[^\"\\\\]{0,100}+\"\\s*+:\\s*+(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[-+.\\w]++)\\s*+,\\s*+)*+"
                    + "\"(?:" + String.join("|", LISTS_OF_ROWS)
                    + ")\"\\s*+:\\s*+\\[\\s*+\\{(?!\\s*+\"(?:role|from)\")");

    private InputHead() {}

    /** The bytes of a stream, unzipped when they are gzip. */
    public static BufferedInputStream unzipped(String location, InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, SIZE);
        return isZipped(in) ? new BufferedInputStream(UnzippedInput.of(location, in), SIZE) : in;
    }

    /** Whether the bytes are gzip. */
    public static boolean isZipped(BufferedInputStream in) throws IOException {
        return startsWith(peek(in), 0x1f, 0x8b);
    }

    /** The content of a stream: unzipped when it is gzip, and after the byte order mark. */
    public static BufferedInputStream content(String location, InputStream raw) throws IOException {
        BufferedInputStream in = unzipped(location, raw);
        byte[] head = peek(in);
        if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) {
            throw new UsageException(location + ": the text is UTF-16; save it as UTF-8");
        }
        if (startsWith(head, 'P', 'A', 'R', '1')) {
            throw new UsageException(location + ": Parquet is read from a file only; name one");
        }
        if (startsWith(head, 0xef, 0xbb, 0xbf)) {
            in.skipNBytes(3);
        }
        return in;
    }

    /** Whether the content is a JSON array. */
    public static boolean isJsonArray(BufferedInputStream content) throws IOException {
        return text(content).stripLeading().startsWith("[");
    }

    /**
     * Whether the content is one JSON object that holds the rows under a key, as {@code {"data": [{…}, …]}}. An object that
     * is followed by another one is a row.
     */
    public static boolean isJsonObjectOfRows(BufferedInputStream content) throws IOException {
        String head = text(content).strip();
        if (!ROWS_IN_OBJECT.matcher(head).lookingAt()) {
            return false;
        }
        List<String> lines = head.lines().limit(2).map(String::strip).toList();
        return !(lines.size() > 1 && lines.get(0).endsWith("}") && JsonRow.isObject(lines.get(0)));
    }

    /**
     * Whether the content is JSON objects that stand on several lines each: the first line opens one, and a field's name
     * follows. A line that was cut off is followed by the next object.
     */
    public static boolean isJsonOverLines(BufferedInputStream content) throws IOException {
        List<String> lines = text(content)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .toList();
        if (lines.size() < 2 || !lines.get(0).startsWith("{")) {
            return false;
        }
        String first = lines.get(0);
        return first.endsWith("[")
                || ((first.endsWith("{") || first.endsWith(",")) && lines.get(1).startsWith("\""));
    }

    /**
     * What parts the cells of comma-separated values: a comma, or what spreadsheets write in its place where a comma is the
     * decimal sign, or a tab under a name that does not tell it.
     */
    public static char delimiter(BufferedInputStream content) throws IOException {
        return delimiter(text(content).stripLeading().lines().findFirst().orElse(""));
    }

    private static char delimiter(String header) {
        char delimiter = ',';
        long most = 0;
        for (char candidate : DELIMITERS) {
            long count = countOutsideQuotes(header, candidate);
            if (count > most) {
                most = count;
                delimiter = candidate;
            }
        }
        return delimiter;
    }

    private static long countOutsideQuotes(String line, char c) {
        long count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            count += !quoted && line.charAt(i) == c ? 1 : 0;
        }
        return count;
    }

    /**
     * The format of content that has no telling name: JSON by its first character, a table when a header line names the
     * prompt's column, text otherwise.
     */
    public static InputFormat sniff(BufferedInputStream content, @Nullable String promptField) throws IOException {
        String head = text(content).stripLeading();
        if (head.startsWith("{") || head.startsWith("[")) {
            return InputFormat.JSONL;
        }
        String header = head.lines().findFirst().orElse("");
        for (String column : promptField == null ? PromptFields.KNOWN : PromptFields.split(promptField)) {
            // A word alone on the first line is a column only where it can be nothing else.
            boolean alone = !column.equals("prompt") && promptField == null && header.equals(column);
            if (!alone && (names(header, ",", column) || names(header, ";", column))) {
                return InputFormat.CSV;
            }
            if (!alone && names(header, "\t", column)) {
                return InputFormat.TSV;
            }
        }
        return InputFormat.TEXT;
    }

    /** The same for labelled pairs: a table has a column of chosen answers, or one that names them. */
    public static InputFormat sniffPairs(BufferedInputStream content) throws IOException {
        InputFormat format = sniff(content, "chosen");
        return format == InputFormat.TEXT ? sniff(content, "preferred_text") : format;
    }

    private static boolean names(String header, String delimiter, String column) {
        List<String> cells = Arrays.asList(header.split(delimiter, -1));
        return cells.contains(column) || cells.contains('"' + column + '"');
    }

    private static String text(BufferedInputStream in) throws IOException {
        return new String(peek(in), StandardCharsets.UTF_8);
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(SIZE);
        byte[] head = in.readNBytes(SIZE);
        in.reset();
        return head;
    }

    private static boolean startsWith(byte[] head, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}

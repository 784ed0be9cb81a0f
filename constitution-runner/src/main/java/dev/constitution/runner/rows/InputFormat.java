package dev.constitution.runner.rows;

import dev.constitution.runner.base.UsageException;
import dev.constitution.source.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How prompts lie in a file; gzip is not a format, it is recognised under any of them. */
public enum InputFormat {
    /** One JSON object a line, or one JSON array of objects; rows of HH-RLHF are recognised among them. */
    JSONL,
    /** JSON objects as in {@link #JSONL}, each of which must be a row of Anthropic's HH-RLHF. */
    HH_RLHF,
    /** Comma-separated values with a header line, quoted as in RFC 4180. */
    CSV,
    /** Tab-separated values with a header line, quoted like {@link #CSV}. */
    TSV,
    /** One prompt a line; blank lines are not prompts. */
    TEXT;

    private static final String PARQUET = "parquet";

    private static final Map<String, InputFormat> BY_EXTENSION =
            Map.of("jsonl", JSONL, "ndjson", JSONL, "json", JSONL, "csv", CSV, "tsv", TSV, "tab", TSV, "txt", TEXT);

    /** The name as users write it: {@code jsonl}, {@code hh-rlhf}, {@code csv}, {@code tsv}, {@code text}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The label, which picocli reads and lists. */
    @Override
    public String toString() {
        return label();
    }

    /**
     * The format of this name.
     *
     * @throws UsageException when there is none, with the known ones
     */
    public static InputFormat named(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown input format \"" + label + "\""
                        + Suggestion.clauseAndQuotedList(label, labels(), "known formats")));
    }

    /** The format that a file's extension stands for. */
    public static InputFormat ofExtension(String file, String extension) {
        InputFormat format = BY_EXTENSION.get(extension);
        if (extension.equals(PARQUET)) { // what is Parquet is told by its first bytes
            throw new UsageException(
                    file + ": does not begin as Parquet does; fetch it again, with what a pointer of Git LFS"
                            + " stands for, or name its format with --format");
        }
        if (format == null) {
            throw new UsageException(file + ": \"." + extension
                    + "\" names no known format; name it with --format, one of " + Suggestion.quotedList(labels()));
        }
        return format;
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(InputFormat::label).toList();
    }
}

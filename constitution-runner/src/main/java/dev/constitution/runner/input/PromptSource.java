package dev.constitution.runner.input;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.rows.InputFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's prompts come from and how to read them. Immutable; it opens nothing until it is asked to.
 *
 * <p>Any file may be gzipped, which its first bytes tell. Text is UTF-8.
 *
 * @param location a file, or {@code -} for standard input
 * @param format null takes it from the file's extension, or from the content where there is none
 * @param promptField the field or column that holds the prompt, or several with commas between; null is the first of
 *     {@code prompt}, {@code messages}, {@code conversations}, {@code conversation}, {@code instruction} (with
 *     {@code input}) and {@code question} that is there
 * @param idField the field or column that holds the row's id; null is {@code id}, where it exists
 * @param maxRowBytes a longer row is reported and not read
 * @param dropLastAnswer whether the answer that a conversation ends with is left out; otherwise such a row is refused
 * @param pairs the form of labelled pairs, whose prompts then carry their answers; null where there are prompts alone
 * @param relativeTo what paths in the rows are relative to; null is the file's folder, or for standard input the one that the
 *     program was started in
 */
public record PromptSource(
        String location,
        @Nullable InputFormat format,
        @Nullable String promptField,
        @Nullable String idField,
        int maxRowBytes,
        boolean dropLastAnswer,
        @Nullable PairFormat pairs,
        @Nullable Path relativeTo) {
    private static final int DEFAULT_MAX_ROW_BYTES = 16 << 20;

    public PromptSource {
        if (location.isBlank()) {
            throw new UsageException("the input's name is blank; name a file, or - for standard input");
        }
        if (maxRowBytes < 1) {
            throw new UsageException("maxRowBytes must be at least 1, got " + maxRowBytes);
        }
    }

    /** Prompts of a file, or of standard input for {@code -}. */
    public static PromptSource of(String location) {
        return new PromptSource(location, null, null, null, DEFAULT_MAX_ROW_BYTES, false, null, null);
    }

    /** Prompts of a file. */
    public static PromptSource of(Path file) {
        return of(file.toString());
    }

    public PromptSource withFormat(@Nullable InputFormat value) {
        return new PromptSource(location, value, promptField, idField, maxRowBytes, dropLastAnswer, pairs, relativeTo);
    }

    public PromptSource withPromptField(@Nullable String value) {
        return new PromptSource(location, format, value, idField, maxRowBytes, dropLastAnswer, pairs, relativeTo);
    }

    public PromptSource withIdField(@Nullable String value) {
        return new PromptSource(location, format, promptField, value, maxRowBytes, dropLastAnswer, pairs, relativeTo);
    }

    public PromptSource withMaxRowBytes(int value) {
        return new PromptSource(location, format, promptField, idField, value, dropLastAnswer, pairs, relativeTo);
    }

    /** Whether the answer at the end of a conversation is left out. */
    public PromptSource withDropLastAnswer(boolean value) {
        return new PromptSource(location, format, promptField, idField, maxRowBytes, value, pairs, relativeTo);
    }

    /** What decides which prompts a file's bytes are, by name; two sources of equal ones read the same. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (promptField != null) {
            settings.put("prompt field", promptField);
        }
        if (idField != null) {
            settings.put("id field", idField);
        }
        if (dropLastAnswer) {
            settings.put("drop last answer", "true");
        }
        if (pairs != null) {
            settings.put("pair form", pairs.label());
        }
        if (maxRowBytes != DEFAULT_MAX_ROW_BYTES) {
            settings.put("max row bytes", Integer.toString(maxRowBytes));
        }
        return settings;
    }

    /** The same file, read as labelled pairs. */
    public PromptSource withPairs(@Nullable PairFormat value) {
        return new PromptSource(location, format, promptField, idField, maxRowBytes, dropLastAnswer, value, relativeTo);
    }

    /** The same content in another file. */
    PromptSource at(Path file) {
        return new PromptSource(
                file.toString(), format, promptField, idField, maxRowBytes, dropLastAnswer, pairs, folder());
    }

    /** The same, with paths in the rows relative to a folder. */
    public PromptSource withFolder(Path value) {
        return new PromptSource(location, format, promptField, idField, maxRowBytes, dropLastAnswer, pairs, value);
    }

    /** What paths in the rows are relative to. */
    public Path folder() {
        if (relativeTo != null) {
            return relativeTo;
        }
        Path file = Path.of(isStandardInput() ? "" : location).toAbsolutePath();
        Path parent = file.getParent();
        return parent == null || Files.isDirectory(file) ? file : parent;
    }

    public boolean isStandardInput() {
        return location.equals("-");
    }
}

package dev.constitution.runner.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file that was written, whole or in parts, or left out for want of rows.
 *
 * @param file its name as a whole
 * @param parts the files that are there: itself, its parts in their order, or none
 * @param lines its records
 * @param remarks what the form could not hold as it is, and what its records hold beside texts, and how many rows (of a table's
 *     formulas: cells) that concerns
 * @param warnings what some of its readers will make of it, a sentence each
 */
public record WrittenFile(
        Path file, List<Path> parts, long lines, SortedMap<String, Long> remarks, List<String> warnings) {
    /** The remark on records that hold images. */
    static final String WITH_IMAGES = "with images";

    public WrittenFile {
        parts = List.copyOf(parts);
        remarks = Collections.unmodifiableSortedMap(new TreeMap<>(remarks));
        warnings = List.copyOf(warnings);
    }

    /** One that is there as a whole. */
    public WrittenFile(Path file, long lines, SortedMap<String, Long> remarks, List<String> warnings) {
        this(file, List.of(file), lines, remarks, warnings);
    }

    /** The same, left out. */
    WrittenFile leftOut() {
        return new WrittenFile(file, List.of(), lines, remarks, warnings);
    }

    /** Whether records of it hold images. */
    public boolean hasImages() {
        return remarks.containsKey(WITH_IMAGES);
    }

    /** Whether there is such a file, or parts of it. */
    public boolean isThere() {
        return !parts.isEmpty();
    }
}

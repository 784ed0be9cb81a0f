package dev.constitution.runner.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file that was written, or left out for want of rows.
 *
 * @param lines its records
 * @param isThere whether there is such a file
 * @param remarks what the form could not hold as it is, and how many rows or cells that concerns
 * @param warnings what some of its readers will make of it, a sentence each
 */
public record WrittenFile(
        Path file, long lines, boolean isThere, SortedMap<String, Long> remarks, List<String> warnings) {
    public WrittenFile {
        remarks = Collections.unmodifiableSortedMap(new TreeMap<>(remarks));
        warnings = List.copyOf(warnings);
    }

    /** One that is there. */
    public WrittenFile(Path file, long lines, SortedMap<String, Long> remarks, List<String> warnings) {
        this(file, lines, true, remarks, warnings);
    }

    /** The same, left out. */
    WrittenFile leftOut() {
        return new WrittenFile(file, lines, false, remarks, warnings);
    }
}

package dev.constitution.runner.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file that was written.
 *
 * @param lines its records
 * @param remarks what the form could not hold as it is, and how many rows or cells that concerns
 * @param warnings what some of its readers will make of it, a sentence each
 */
public record WrittenFile(Path file, long lines, SortedMap<String, Long> remarks, List<String> warnings) {
    public WrittenFile {
        remarks = Collections.unmodifiableSortedMap(new TreeMap<>(remarks));
        warnings = List.copyOf(warnings);
    }
}

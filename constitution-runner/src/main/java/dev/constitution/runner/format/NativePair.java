package dev.constitution.runner.format;

import dev.constitution.runner.base.Json;
import java.util.List;

/** The turns of a pair that {@link NativeExport} wrote. */
public record NativePair(List<Turn> prompt, List<Turn> chosen, List<Turn> rejected) {

    /** A turn by its text, whatever else it holds. */
    public record Turn(String role, String content) {}

    /** The pair of a file's line. */
    public static NativePair of(String line) {
        return Json.read(line, NativePair.class);
    }
}

package dev.constitution.runner.format;

import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import java.util.List;

/** The turns of a pair that {@link NativeExport} wrote. */
public record NativePair(List<Message> prompt, List<Message> chosen, List<Message> rejected) {

    /** The pair of a file's line. */
    public static NativePair of(String line) {
        return Json.read(line, NativePair.class);
    }
}

package dev.constitution.runner.rows;

import dev.constitution.chat.Message;
import dev.constitution.chat.Tool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a prompt's parts of one record's text. Stateless. */
@FunctionalInterface
public interface RowParser {
    Draft parse(String text) throws BadRowException;

    /** A prompt that may still lack an id, and whose turns are not checked yet; its images are {@link GivenImage}s. */
    record Draft(
            @Nullable String id,
            List<Message> messages,
            List<Tool> tools,
            Map<String, Object> metadata,
            RowNotes notes) {}

    /** Takes the text as it is: one user turn. */
    static RowParser text() {
        return text -> new Draft(null, List.of(Message.user(text)), List.of(), Map.of(), RowNotes.NONE);
    }
}

package dev.constitution.runner;

import dev.constitution.PromptShape;
import java.util.List;

/** The built-in wordings by their names on the command line. */
final class Shapes {
    private Shapes() {}

    /**
     * The shape of this name.
     *
     * @throws UsageException when there is none, with the known ones
     */
    static PromptShape named(String name) {
        return switch (name) {
            case "chat" -> PromptShape.chat();
            case "small" -> PromptShape.small();
            default ->
                throw new UsageException(
                        "unknown shape \"" + name + "\"" + Suggestions.known("shapes", name, List.of("chat", "small")));
        };
    }
}

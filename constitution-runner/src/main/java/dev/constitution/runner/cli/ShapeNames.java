package dev.constitution.runner.cli;

import dev.constitution.runner.base.UsageException;
import dev.constitution.shape.PromptShape;
import dev.constitution.source.Suggestion;
import java.util.List;

/** The built-in wordings by their names on the command line. */
final class ShapeNames {
    private ShapeNames() {}

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
                throw new UsageException("unknown shape \"" + name + "\""
                        + Suggestion.clauseAndQuotedList(name, List.of("chat", "small"), "known shapes"));
        };
    }
}

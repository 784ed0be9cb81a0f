package dev.constitution.runner.export;

import dev.constitution.source.FaultText;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of Markdown, whose cells hold any text. */
final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();

    MarkdownTable(String... header) {
        row((Object[]) header);
        text.append("|").append("---|".repeat(header.length)).append("\n");
    }

    MarkdownTable row(Object... cells) {
        text.append(Stream.of(cells).map(MarkdownTable::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
        return this;
    }

    private static String cell(Object value) {
        return FaultText.printable(value.toString())
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replace("|", "\\|")
                .replace("<", "&lt;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

package dev.constitution.runner.prose;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.base.Words;
import dev.constitution.source.FaultText;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** An import as it is written and told of. */
public final class ProseFiles {
    private ProseFiles() {}

    /** Where the way back to the text is kept, beside the constitution. */
    public static Path sourceMap(Path to) {
        String name = String.valueOf(to.getFileName()).replaceFirst("\\.ya?ml$", "");
        return to.resolveSibling(name + ".source.json");
    }

    /** Writes the constitution, and beside it the way back to the text. */
    public static void write(ProseImport imported, Path to) {
        String yaml = Constitutions.toYaml(imported.constitution());
        WholeFile.write(sourceMap(to), Json.line(SourceMap.of(imported)) + "\n");
        WholeFile.write(to, yaml);
    }

    /** What was found, in lines for a person. */
    public static String text(ProseImport imported) {
        ProseDocument document = imported.document();
        Constitution constitution = imported.constitution();
        StringBuilder text = new StringBuilder();
        text.append(Words.count(document.words(), "word"))
                .append(" in ")
                .append(Words.count(document.sections().size() - 1, "section"))
                .append(": ")
                .append(Words.count(imported.clauses().size(), "clause"))
                .append(", ")
                .append(Words.count(imported.examples().size(), "worked example"))
                .append(", of which ")
                .append(imported.shown().used().size())
                .append(imported.shown().used().size() == 1 ? " is shown" : " are shown");
        imported.order()
                .ifPresent(order -> text.append("\nstated order: ")
                        .append(order.terms().stream().collect(Collectors.joining(" > ")))
                        .append(
                                constitution.precedence() == Constitution.Precedence.ORDERED
                                        ? ", the precedence of the principles"
                                        : ", kept as tags level:…; it does not order every two principles, so that precedence"
                                                + " is flat"));
        long longOnes = imported.clauses().stream()
                .filter(clause -> ProseDocument.words(clause.norm()) > Clauses.MOST_WORDS)
                .count();
        if (longOnes > 0) {
            text.append('\n')
                    .append(Words.count(longOnes, "clause"))
                    .append(longOnes == 1 ? " has" : " have")
                    .append(" a sentence of more than ")
                    .append(Clauses.MOST_WORDS)
                    .append(" words; shorten what a small model is to be asked");
        }
        return FaultText.printable(text.toString());
    }
}

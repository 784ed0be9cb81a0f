package dev.constitution.principles;

import dev.constitution.source.FaultyFileException;
import dev.constitution.source.SourceParser;
import dev.constitution.source.SourceText;
import dev.constitution.source.Suggestion;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads and writes constitutions: files, the built-in sets, and the files of other tools.
 *
 * <p>A file is YAML or, where its name ends in {@code .json}, JSON; {@code principles/README.md} describes it. Files that
 * cannot be used raise a {@link FaultyFileException} that lists all their faults.
 */
public final class Constitutions {
    private Constitutions() {}

    /** The constitution in a file. */
    public static Constitution load(Path file) {
        return parse(SourceText.read(file), file.toString());
    }

    /**
     * The constitution in a text.
     *
     * @param fileName what faults are reported under; the text is JSON where it ends in {@code .json}
     */
    public static Constitution parse(String text, String fileName) {
        return ConstitutionReader.read(SourceParser.parse(text, fileName));
    }

    /**
     * A set that comes with the library.
     *
     * @throws IllegalArgumentException if there is none of this id
     */
    public static Constitution builtIn(String id) {
        List<String> ids = BuiltIns.ids();
        if (!ids.contains(id)) {
            throw new IllegalArgumentException(
                    "unknown constitution \"" + id + "\"" + Suggestion.clauseAndList(id, ids, "built in"));
        }
        // The build checks the built-in sets against the schema; checking again would triple the time to start.
        return ConstitutionReader.readChecked(SourceParser.parse(BuiltIns.text(id + ".yaml"), id + ".yaml"));
    }

    /** All sets that come with the library. */
    public static List<Constitution> builtIns() {
        return BuiltIns.ids().stream().map(Constitutions::builtIn).toList();
    }

    /**
     * The constitution that a user means: a built-in set's id, otherwise a file's path. A file that is called like a
     * built-in set is reached as {@code ./name}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Constitution resolve(String nameOrPath) {
        List<String> ids = BuiltIns.ids();
        if (ids.contains(nameOrPath)) {
            return builtIn(nameOrPath);
        }
        if (looksLikePath(nameOrPath)) {
            return load(Path.of(nameOrPath));
        }
        throw new IllegalArgumentException("unknown constitution \"" + nameOrPath + "\""
                + Suggestion.clauseAndList(nameOrPath, ids, "built in")
                + "; or give the path of a YAML file");
    }

    /**
     * A constitution as YAML, every wording spelt out, so that {@link #parse} gives an equal one.
     *
     * @throws IllegalArgumentException if it holds what a file may not, such as an id with spaces
     */
    public static String toYaml(Constitution constitution) {
        String yaml = ConstitutionWriter.write(constitution);
        if (!parse(yaml, constitution.id() + ".yaml").equals(constitution)) {
            throw new IllegalArgumentException("constitution \"" + constitution.id()
                    + "\" holds characters that YAML cannot, such as half a surrogate pair; remove them");
        }
        return yaml;
    }

    /**
     * The principles and exemplars of other tools' files as one constitution. The form of each file is told from its
     * content: the paper's critique and revision instructions, comparison instructions and few-shot examples,
     * LangChain's principles and few-shot examples, llm-swarm's constitutions. Texts are kept to the letter.
     *
     * @param id the new constitution's id
     * @param files at least one of them with principles
     */
    public static Constitution importFrom(String id, Path... files) {
        return FileImport.read(id, List.of(files));
    }

    private static boolean looksLikePath(String name) {
        try {
            return name.contains("/") || name.matches("(?i).*\\.(ya?ml|json)") || Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}

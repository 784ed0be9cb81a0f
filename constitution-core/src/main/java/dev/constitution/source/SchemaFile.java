package dev.constitution.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * Files of settings, read as strictly as constitutions are: YAML or, where the name ends in {@code .json}, JSON, without
 * tags, anchors and aliases, and checked against a JSON Schema.
 */
public final class SchemaFile {
    private SchemaFile() {}

    /**
     * What a file holds, known to fit the schema.
     *
     * @param schema a JSON Schema of draft 2020-12, as JSON
     * @throws FaultyFileException if the file cannot be used, with the line and column of every fault
     */
    public static JsonNode read(Path file, String schema) {
        SourceTree tree = SourceParser.parse(SourceText.read(file), file.toString());
        new SourceSchema(schema).check(tree);
        tree.throwFaults();
        return tree.root().value();
    }
}

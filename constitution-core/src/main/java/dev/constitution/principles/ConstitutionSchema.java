package dev.constitution.principles;

import dev.constitution.source.SourceSchema;
import dev.constitution.source.SourceTree;

/** The form of constitution files, {@code constitution.schema.json}; read when a file is first checked. */
final class ConstitutionSchema {
    private static final SourceSchema SCHEMA = new SourceSchema(BuiltIns.text("constitution.schema.json"));

    private ConstitutionSchema() {}

    static void check(SourceTree tree) {
        SCHEMA.check(tree);
    }
}

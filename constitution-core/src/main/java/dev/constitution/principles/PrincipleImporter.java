package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.source.SourceNode;

/** A form in which another tool keeps principles or exemplars. To add one: a class here, and its line in {@link FileImport}. */
interface PrincipleImporter {

    /** What a user would call a file of this form, with what it looks like. */
    String description();

    /** Whether a file of this content has this form, however faulty. */
    boolean recognises(JsonNode root);

    /** What the file holds, every text to the letter; faults are recorded at the nodes. */
    Imported read(SourceNode root);
}

package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.source.SourceNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** The paper's {@code CritiqueRevisionInstructions.json}; the markers around each request are taken off. */
final class PaperInstructionsImporter implements PrincipleImporter {
    static final String CRITIQUE_PREFIX = "\n\nCritiqueRequest: ";
    static final String CRITIQUE_SUFFIX = "\n\nCritique:";
    static final String REVISION_PREFIX = "\n\nRevisionRequest: ";
    static final String REVISION_SUFFIX = "\n\nRevision:";

    @Override
    public String description() {
        return "the paper's instructions, {name: {prompt: [\"…\"], edit_request: \"…\"}}";
    }

    @Override
    public boolean recognises(JsonNode root) {
        return root.isObject()
                && StreamSupport.stream(root.spliterator(), false).anyMatch(entry -> entry.has("edit_request"));
    }

    @Override
    public Imported read(SourceNode root) {
        return Imported.principles(root.keys().stream()
                .map(name -> principle(name, root.get(name)))
                .toList());
    }

    private static Principle principle(String name, SourceNode entry) {
        entry.onlyKeys("prompt", "edit_request");
        List<SourceNode> prompts = entry.get("prompt").items();
        if (prompts.size() != 1) {
            entry.fault("\"prompt\" must be a list of one text");
        }
        String critique = prompts.isEmpty() ? "?" : prompts.get(0).textBetween(CRITIQUE_PREFIX, CRITIQUE_SUFFIX);
        String revision = entry.get("edit_request").textBetween(REVISION_PREFIX, REVISION_SUFFIX);
        return Imported.principle(name, critique, revision);
    }
}

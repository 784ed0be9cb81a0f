package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.source.SourceNode;
import java.util.List;

/**
 * LangChain's principles: {@code name}, {@code critique_request}, {@code revision_request}, or in camel case; one, or a list of
 * them.
 */
final class LangChainPrinciplesImporter implements PrincipleImporter {

    @Override
    public String description() {
        return "LangChain's principles, [{name, critique_request, revision_request}]";
    }

    @Override
    public boolean recognises(JsonNode root) {
        JsonNode first = root.isObject() ? root : root.path(0);
        return (first.has("critique_request") || first.has("critiqueRequest")) && !first.has("critique");
    }

    @Override
    public Imported read(SourceNode root) {
        List<SourceNode> items = root.value().isObject() ? List.of(root) : root.items();
        return Imported.principles(
                items.stream().map(LangChainPrinciplesImporter::principle).toList());
    }

    private static Principle principle(SourceNode item) {
        boolean camelCase = item.has("critiqueRequest") || item.has("revisionRequest");
        String critique = camelCase ? "critiqueRequest" : "critique_request";
        String revision = camelCase ? "revisionRequest" : "revision_request";
        item.onlyKeys("name", critique, revision);
        return Imported.principle(item.text("name"), item.text(critique), item.text(revision));
    }
}

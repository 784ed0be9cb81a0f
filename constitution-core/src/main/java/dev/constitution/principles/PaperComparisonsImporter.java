package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.source.SourceNode;
import java.util.ArrayList;
import java.util.List;

/** The paper's {@code RLMadisonInstructions.json}: comparison instructions alone, from which the requests are worded. */
final class PaperComparisonsImporter implements PrincipleImporter {
    static final String PREFIX = "\n";
    static final String SUFFIX = " Options:";

    @Override
    public String description() {
        return "the paper's comparison instructions, [\"\\n… Options:\"]";
    }

    @Override
    public boolean recognises(JsonNode root) {
        return root.isArray() && root.path(0).asText().endsWith(SUFFIX);
    }

    @Override
    public Imported read(SourceNode root) {
        List<Principle> principles = new ArrayList<>();
        for (SourceNode item : root.items()) {
            principles.add(principle(principles.size() + 1, item.textBetween(PREFIX, SUFFIX)));
        }
        return Imported.principles(principles);
    }

    private static Principle principle(int number, String comparison) {
        return Principle.of("comparison-" + number, comparison)
                .withTitle("Comparison " + number)
                .withCritiqueRequest("Responses are compared by this criterion: " + comparison
                        + " Say by which passages your last response would lose to a better one.")
                .withRevisionRequest(
                        "Rewrite your last response so that it would win against it by this criterion: " + comparison)
                .withComparison(comparison);
    }
}

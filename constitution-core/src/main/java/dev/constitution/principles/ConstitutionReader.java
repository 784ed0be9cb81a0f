package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.principles.Constitution.Precedence;
import dev.constitution.source.SourceNode;
import dev.constitution.source.SourceTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes a {@link Constitution} of a tree: first every check, then the records. */
final class ConstitutionReader {
    private ConstitutionReader() {}

    /** Reads a tree that anybody may have written. */
    static Constitution read(SourceTree tree) {
        ConstitutionSchema.check(tree);
        SourceNode root = tree.root();
        checkIds(root.get("principles"));
        root.get("principles").items().forEach(ConstitutionReader::checkWeight);
        root.get("exemplars").items().forEach(exemplar -> checkPrompt(exemplar.get("prompt")));
        root.get("comparison_exemplars").items().forEach(exemplar -> checkPrompt(exemplar.get("prompt")));
        return readChecked(tree);
    }

    /** Reads a tree that is known to fit the schema. */
    static Constitution readChecked(SourceTree tree) {
        tree.throwFaults();
        SourceNode root = tree.root();
        String id = root.text("id");
        return new Constitution(
                id,
                optional(root, "title", id),
                optional(root, "version", "1"),
                optional(root, "language", "en"),
                optional(root, "licence", "unstated"),
                optional(root, "source", "unstated"),
                Precedence.valueOf(optional(root, "precedence", "flat").toUpperCase(Locale.ROOT)),
                root.get("principles").items().stream()
                        .map(ConstitutionReader::principle)
                        .toList(),
                root.get("exemplars").items().stream()
                        .map(ConstitutionReader::exemplar)
                        .toList(),
                root.get("comparison_exemplars").items().stream()
                        .map(ConstitutionReader::comparisonExemplar)
                        .toList());
    }

    private static Principle principle(SourceNode node) {
        String id = node.text("id");
        String norm = node.text("norm");
        return new Principle(
                id,
                optional(node, "title", id),
                norm,
                optional(node, "critique_request", Principle.critiqueRequestFor(norm)),
                optional(node, "revision_request", Principle.revisionRequestFor(norm)),
                optional(node, "comparison", Principle.comparisonFor(norm)),
                node.get("weight").value().asDouble(1),
                node.get("tags").items().stream().map(SourceNode::text).toList());
    }

    private static Exemplar exemplar(SourceNode node) {
        String response = node.text("response");
        return new Exemplar(
                prompt(node.get("prompt")),
                response,
                node.text("critique_request"),
                node.text("critique"),
                Decision.valueOf(node.text("decision").toUpperCase(Locale.ROOT)),
                optional(node, "revision_request", ""),
                optional(node, "revision", response));
    }

    private static ComparisonExemplar comparisonExemplar(SourceNode node) {
        return new ComparisonExemplar(
                prompt(node.get("prompt")),
                node.text("a"),
                node.text("b"),
                Choice.valueOf(node.text("better").toUpperCase(Locale.ROOT)),
                optional(node, "reasoning", ""));
    }

    private static List<Message> prompt(SourceNode node) {
        return node.value().isTextual()
                ? List.of(Message.user(node.text()))
                : node.items().stream().map(ExemplarMessage::of).toList();
    }

    private static String optional(SourceNode node, String key, String otherwise) {
        return node.has(key) ? node.get(key).value().asText() : otherwise;
    }

    private static void checkIds(SourceNode principles) {
        Map<String, Integer> lines = new HashMap<>();
        for (SourceNode principle : principles.items()) {
            SourceNode id = principle.get("id");
            Integer first = lines.putIfAbsent(id.value().asText(), id.line());
            if (first != null && id.value().isTextual()) {
                id.fault("two principles have the id \"" + id.value().asText() + "\", the first in line " + first
                        + "; rename one");
            }
        }
    }

    /** The schema cannot say that a number must neither overflow nor vanish as a double. */
    private static void checkWeight(SourceNode principle) {
        SourceNode weight = principle.get("weight");
        JsonNode value = weight.value();
        if (value.isNumber() && value.decimalValue().signum() > 0 && value.asDouble() == 0) {
            weight.fault("\"weight\" is too small; the weights count only relative to each other");
        }
    }

    /** Checks the order of the turns; that each is well-formed is for the schema to say. */
    private static void checkPrompt(SourceNode prompt) {
        List<Message> messages = new ArrayList<>();
        for (SourceNode turn : prompt.items()) {
            if (!ExemplarMessage.isWellFormed(turn)) {
                return;
            }
            messages.add(ExemplarMessage.of(turn));
        }
        if (!messages.isEmpty()) {
            ExemplarMessage.faultsOf(messages).forEach(prompt::fault);
        }
    }
}

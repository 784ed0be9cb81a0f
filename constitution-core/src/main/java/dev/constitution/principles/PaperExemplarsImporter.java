package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.chat.Message.Role;
import dev.constitution.source.SourceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paper's {@code CritiqueRevisionFewShotPrompts.json}: a list of transcripts, each a conversation followed by critique
 * request, critique, revision request and revision. The empty {@code Human:} turn that ends most of them is left out.
 */
final class PaperExemplarsImporter implements PrincipleImporter {
    private static final Pattern MARKER =
            Pattern.compile("\n\n(Human|Assistant|CritiqueRequest|Critique|RevisionRequest|Revision): ?");
    private static final List<String> ENDING =
            List.of("Assistant", "CritiqueRequest", "Critique", "RevisionRequest", "Revision");

    private record Part(String speaker, String text) {}

    @Override
    public String description() {
        return "the paper's few-shot examples, [\"\\n\\nHuman: …\\n\\nAssistant: …\\n\\nCritiqueRequest: …\"]";
    }

    @Override
    public boolean recognises(JsonNode root) {
        return root.isArray() && root.path(0).asText().contains("\n\nCritiqueRequest:");
    }

    @Override
    public Imported read(SourceNode root) {
        return Imported.exemplars(
                root.items().stream().flatMap(item -> exemplar(item).stream()).toList());
    }

    /** One exemplar, or none where its transcript is faulty. */
    private static List<Exemplar> exemplar(SourceNode item) {
        List<Part> parts = parts(item.text());
        if (parts.isEmpty()) {
            item.fault("expected a transcript that starts with \"\\n\\nHuman:\"");
            return List.of();
        }
        int turns = parts.size() - ENDING.size();
        List<String> ending =
                parts.stream().skip(Math.max(0, turns)).map(Part::speaker).toList();
        if (!ending.equals(ENDING)) {
            item.fault("expected a transcript that ends with the parts " + String.join(", ", ENDING) + "; ends with "
                    + String.join(", ", ending));
            return List.of();
        }
        List<Message> prompt =
                parts.stream().limit(turns).map(PaperExemplarsImporter::message).toList();
        List<String> faults = ExemplarMessage.faultsOf(prompt);
        faults.forEach(item::fault);
        List<String> texts = parts.stream().skip(turns).map(Part::text).toList();
        return faults.isEmpty()
                ? List.of(
                        Imported.exemplar(prompt, texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4)))
                : List.of();
    }

    private static Message message(Part part) {
        return new Message(part.speaker().equals("Human") ? Role.USER : Role.ASSISTANT, part.text());
    }

    private static List<Part> parts(String transcript) {
        List<Part> parts = new ArrayList<>();
        Matcher marker = MARKER.matcher(transcript);
        boolean more = marker.lookingAt();
        while (more) {
            String speaker = marker.group(1);
            int start = marker.end();
            more = marker.find();
            parts.add(new Part(speaker, transcript.substring(start, more ? marker.start() : transcript.length())));
        }
        boolean openTurn = !parts.isEmpty() && parts.get(parts.size() - 1).equals(new Part("Human", ""));
        return openTurn ? parts.subList(0, parts.size() - 1) : parts;
    }
}

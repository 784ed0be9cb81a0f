package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.chat.Message.Role;
import dev.constitution.source.SourceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paper's {@code RLMadisonFewShotPrompts.json}: conversations with an answer that is right and one that is not. */
final class PaperComparisonExemplarsImporter implements PrincipleImporter {
    private static final String OPEN_ANSWER = "\n\nAssistant:";
    private static final Pattern MARKER = Pattern.compile("\n\n(Human|Assistant): ?");

    @Override
    public String description() {
        return "the paper's comparisons, [{prompt: \"\\n\\nHuman: …\\n\\nAssistant:\", corrects: [\"…\"],"
                + " incorrects: [\"…\"]}]";
    }

    @Override
    public boolean recognises(JsonNode root) {
        return root.path(0).has("corrects");
    }

    @Override
    public Imported read(SourceNode root) {
        return Imported.comparisonExemplars(
                root.items().stream().flatMap(item -> exemplar(item).stream()).toList());
    }

    /** One exemplar, or none where the item is faulty. */
    private static List<ComparisonExemplar> exemplar(SourceNode item) {
        item.onlyKeys("prompt", "corrects", "incorrects");
        String right = onlyText(item, "corrects");
        String wrong = onlyText(item, "incorrects");
        SourceNode transcript = item.get("prompt");
        String text = transcript.text();
        if (!transcript.isText()) {
            return List.of();
        }
        List<Message> prompt =
                text.endsWith(OPEN_ANSWER) ? turns(text.substring(0, text.length() - OPEN_ANSWER.length())) : List.of();
        List<String> faults = prompt.isEmpty()
                ? List.of("expected a transcript that starts with \"\\n\\nHuman:\" and ends with"
                        + " \"\\n\\nAssistant:\"")
                : ExemplarMessage.faultsOf(prompt);
        faults.forEach(transcript::fault);
        return faults.isEmpty() ? List.of(new ComparisonExemplar(prompt, right, wrong, Choice.A, "")) : List.of();
    }

    private static String onlyText(SourceNode item, String key) {
        List<SourceNode> texts = item.items(key);
        if (texts.size() == 1) {
            return texts.get(0).text();
        }
        if (item.get(key).value().isArray()) {
            item.get(key).fault("\"" + key + "\" must be a list of one text");
        }
        return "?";
    }

    private static List<Message> turns(String transcript) {
        List<Message> turns = new ArrayList<>();
        Matcher marker = MARKER.matcher(transcript);
        boolean more = marker.lookingAt();
        while (more) {
            Role role = marker.group(1).equals("Human") ? Role.USER : Role.ASSISTANT;
            int start = marker.end();
            more = marker.find();
            turns.add(new Message(role, transcript.substring(start, more ? marker.start() : transcript.length())));
        }
        return turns;
    }
}

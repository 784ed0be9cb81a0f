package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Conversations for supervised fine-tuning: the prompt with every accepted revision, as in the paper (section 3.2), and
 * with the initial answer where the critic found nothing in it.
 */
final class SftExport implements Export {

    @Override
    public String fileName() {
        return "sft.jsonl";
    }

    @Override
    public List<String> lines(OutcomeRecord outcome, JsonNode row) {
        List<String> answers = new ArrayList<>();
        if (outcome.kind() == OutcomeKind.PAIR) {
            for (JsonNode step : row.path("steps")) {
                JsonNode revision = step.path("revision");
                if (revision.path("accepted").booleanValue()) {
                    answers.add(revision.get("answer").textValue());
                }
            }
        } else if (outcome.detail().equals("no_revision_needed")) {
            answers.add(row.get("initial").get("text").textValue());
        }
        return answers.stream().map(answer -> line(row.get("prompt"), answer)).toList();
    }

    private static String line(JsonNode prompt, String answer) {
        ArrayNode messages = prompt.deepCopy();
        messages.addObject().put("role", "assistant").put("content", answer);
        return Json.line(json -> {
            json.writeStartObject();
            json.writeFieldName("messages");
            json.writeTree(messages);
            json.writeEndObject();
        });
    }
}

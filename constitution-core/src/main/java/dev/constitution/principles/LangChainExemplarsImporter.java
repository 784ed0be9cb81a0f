package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.source.SourceNode;
import java.util.List;
import java.util.Locale;

/** LangChain's few-shot examples, whose critiques close with "Critique Needed." or "No critique needed.". */
final class LangChainExemplarsImporter implements PrincipleImporter {

    @Override
    public String description() {
        return "LangChain's few-shot examples, [{input_prompt, output_from_model, critique_request, critique, …}]";
    }

    @Override
    public boolean recognises(JsonNode root) {
        return root.path(0).has("input_prompt");
    }

    @Override
    public Imported read(SourceNode root) {
        return Imported.exemplars(
                root.items().stream().map(LangChainExemplarsImporter::exemplar).toList());
    }

    private static Exemplar exemplar(SourceNode item) {
        item.onlyKeys(
                "input_prompt", "output_from_model", "critique_request", "critique", "revision_request", "revision");
        String critique = item.text("critique");
        return new Exemplar(
                List.of(Message.user(item.text("input_prompt"))),
                item.text("output_from_model"),
                item.text("critique_request"),
                critique,
                decision(critique),
                item.text("revision_request"),
                item.text("revision"));
    }

    private static Decision decision(String critique) {
        boolean keep = critique.strip().toLowerCase(Locale.ROOT).matches("(?s).*\\bno critique needed\\W*");
        return keep ? Decision.KEEP : Decision.REVISE;
    }
}

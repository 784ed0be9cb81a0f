package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.chat.Message.Role;
import dev.constitution.source.SourceNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paper's {@code RLMadisonPrecogFewShotPrompts.json}: transcripts of a comparison with its reasoning; the place of the
 * principle is {@code {}}.
 */
final class PaperReasonedExemplarsImporter implements PrincipleImporter {
    private static final Pattern TRANSCRIPT = Pattern.compile(
            "\\s*Human: [^\\n]*:\\n\\n(?<turns>H: .*?)\\s*\\n\\n\\{}\\n \\(A\\):? \\[\\[\\[(?<a>.*?)]]]\\n"
                    + " \\(B\\):? \\[\\[\\[(?<b>.*?)]]]\\n\\nAssistant: (?<reasoning>.*?)\\n\\nHuman:\\s*"
                    + "So the answer is: \\((?<better>[AB])\\)\\s*",
            Pattern.DOTALL);
    private static final Pattern NEXT_TURN = Pattern.compile("\\n\\n(?=[HA]: )");
    private static final int MARKER = "H: ".length();

    @Override
    public String description() {
        return "the paper's comparisons with reasoning, [{prompt: \"\\n\\nHuman: …{}\\n (A) [[[…]]]\\n (B) [[[…]]]…"
                + "So the answer is: (A)\"}]";
    }

    @Override
    public boolean recognises(JsonNode root) {
        return root.path(0).path("prompt").asText().contains("So the answer is: (");
    }

    @Override
    public Imported read(SourceNode root) {
        return Imported.comparisonExemplars(
                root.items().stream().flatMap(item -> exemplar(item).stream()).toList());
    }

    /** One exemplar, or none where the item is faulty. */
    private static List<ComparisonExemplar> exemplar(SourceNode item) {
        item.onlyKeys("prompt");
        String text = item.text("prompt");
        if (!item.get("prompt").isText()) {
            return List.of();
        }
        Matcher transcript = TRANSCRIPT.matcher(text);
        if (!transcript.matches()) {
            item.get("prompt")
                    .fault("expected a conversation of H: and A:, {}, (A) [[[…]]], (B) [[[…]]], reasoning, and \"So the"
                            + " answer is: (A)\" or (B), in this order");
            return List.of();
        }
        List<Message> prompt = NEXT_TURN
                .splitAsStream(transcript.group("turns"))
                .map(turn -> new Message(turn.startsWith("H") ? Role.USER : Role.ASSISTANT, turn.substring(MARKER)))
                .toList();
        List<String> faults = ExemplarMessage.faultsOf(prompt);
        faults.forEach(item.get("prompt")::fault);
        return faults.isEmpty()
                ? List.of(new ComparisonExemplar(
                        prompt,
                        transcript.group("a"),
                        transcript.group("b"),
                        Choice.valueOf(transcript.group("better")),
                        transcript.group("reasoning")))
                : List.of();
    }
}

package dev.constitution.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.chat.Prompt;
import dev.constitution.principles.Constitutions;
import dev.constitution.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often each gate objects to pairs that people chose from: what docs/gates.md calls its false positives. */
class GatesOnRealAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOLD = Constitutions.builtIn("cai-16").principles().stream()
            .flatMap(p -> Stream.of(p.norm(), p.critiqueRequest(), p.revisionRequest()))
            .toList();

    private final Map<String, Map<String, Integer>> objections = new TreeMap<>();
    private final Map<String, Integer> pairs = new TreeMap<>();

    private void offer(String data, String prompt, String chosen, String rejected) {
        if (prompt.isBlank() || chosen.isBlank() || rejected.isBlank()) {
            return;
        }
        Candidate pair = Candidate.of(Prompt.of("p", prompt), chosen, rejected, Candidate.Made.BY_REVISION)
                .withInstructions(TOLD);
        pairs.merge(data, 1, Integer::sum);
        for (BuiltInGate kind : BuiltInGate.values()) {
            if (kind.objection(kind.defaultValue()).apply(new GateChecks(pair)).isPresent()) {
                objections.computeIfAbsent(kind.label(), k -> new TreeMap<>()).merge(data, 1, Integer::sum);
            }
        }
    }

    private void dialogues() throws IOException {
        for (String line : Files.readAllLines(RealData.file("preferences/hh_rlhf_harmless_A.jsonl"))) {
            JsonNode row = JSON.readTree(line);
            String chosen = row.get("chosen").textValue();
            int answer = chosen.lastIndexOf("\n\nAssistant:");
            int question = chosen.lastIndexOf("\n\nHuman:", answer);
            String rejected = row.get("rejected").textValue();
            if (question >= 0) {
                String prompt = chosen.substring(question + "\n\nHuman:".length(), answer);
                offer(
                        "HH-RLHF",
                        prompt,
                        answerAt(chosen, answer),
                        answerAt(rejected, rejected.lastIndexOf("\n\nAssistant:")));
            }
        }
    }

    private static String answerAt(String dialogue, int start) {
        return dialogue.substring(start + "\n\nAssistant:".length()).strip();
    }

    private void instructions(String data, String... files) throws IOException {
        for (String file : files) {
            for (JsonNode row :
                    JSON.readTree(RealData.file("preferences/" + file + ".json").toFile())) {
                int better = row.get("label").intValue();
                String chosen = row.get("output_" + better).textValue();
                offer(
                        data,
                        row.get("input").textValue(),
                        chosen,
                        row.get("output_" + (3 - better)).textValue());
            }
        }
    }

    private void annotated() throws IOException {
        for (JsonNode row : JSON.readTree(
                RealData.file("preferences/pandalm_3annotators_A.json").toFile())) {
            int first = votes(row, 1);
            int second = votes(row, 2);
            if (Math.max(first, second) >= 2) {
                int better = first > second ? 1 : 2;
                String prompt = row.get("instruction").textValue() + "\n"
                        + row.get("input").textValue();
                offer("PandaLM", prompt, text(row, "response" + better), text(row, "response" + (3 - better)));
            }
        }
    }

    /** A few responses are JSON's {@code true}. */
    private static String text(JsonNode row, String field) {
        return row.get(field).isTextual() ? row.get(field).textValue() : "";
    }

    private static int votes(JsonNode row, int answer) {
        return (int) Stream.of("annotator1", "annotator2", "annotator3")
                .filter(annotator -> row.get(annotator).intValue() == answer)
                .count();
    }

    @Test
    void gates_pairsThatPeopleCompared_objectAsDocumented() throws IOException {
        dialogues();
        instructions(
                "LLMBar",
                "llmbar/natural_A",
                "llmbar/adversarial_gptinst_A",
                "llmbar/adversarial_gptout_A",
                "llmbar/adversarial_manual_A",
                "llmbar/adversarial_neighbor_A");
        instructions("FairEval", "llmbar_processed/faireval");
        instructions("LLMEval", "llmbar_processed/llmeval2");
        annotated();

        String docs = Files.readString(Path.of("../docs/gates.md"));
        Map<String, Integer> documented = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d+) \\| [\\d.]+ % \\|")
                .matcher(docs);
        while (row.find()) {
            documented.put(row.group(1), Integer.valueOf(row.group(2)));
        }
        Map<String, Integer> measured = new TreeMap<>();
        documented
                .keySet()
                .forEach(gate -> measured.put(
                        gate,
                        objections.getOrDefault(gate, Map.of()).values().stream()
                                .mapToInt(i -> i)
                                .sum()));
        assertThat(measured).as("objections to %s: %s", pairs, objections).isEqualTo(documented);
        assertThat(documented.keySet()).containsAll(objections.keySet());
        assertThat(docs)
                .contains(String.format(
                        "On %,d pairs", pairs.values().stream().mapToInt(i -> i).sum()));
    }
}

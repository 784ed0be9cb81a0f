package dev.constitution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How often each gate objects to pairs that people chose from: what docs/gates.md calls its false positives. */
class GatesOnRealAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOLD = Constitutions.builtIn("cai-16").principles().stream()
            .flatMap(p -> List.of(p.norm(), p.critiqueRequest(), p.revisionRequest()).stream())
            .toList();

    private final Map<String, Integer> objections = new TreeMap<>();
    private int pairs;

    private void offer(String prompt, String chosen, String rejected) {
        if (prompt.isBlank() || chosen.isBlank() || rejected.isBlank()) {
            return;
        }
        Candidate pair = new Candidate(
                Prompt.of("p", prompt),
                chosen,
                rejected,
                Candidate.Made.BY_REVISION,
                TOLD,
                List.of(),
                List.of(),
                Optional.empty());
        pairs++;
        for (GateKind kind : GateKind.values()) {
            if (kind.gate(kind.defaultValue()).check(pair).isPresent()) {
                objections.merge(kind.label(), 1, Integer::sum);
            }
        }
    }

    @Test
    void gate_harmlessDialogues_rejectsTheKnownDirtAndLittleElse() throws IOException {
        for (String line : Files.readAllLines(RealData.file("preferences/hh_rlhf_harmless_A.jsonl"))) {
            JsonNode row = JSON.readTree(line);
            String chosen = row.get("chosen").textValue();
            int answer = chosen.lastIndexOf("\n\nAssistant:");
            int question = chosen.lastIndexOf("\n\nHuman:", answer);
            String rejected = row.get("rejected").textValue();
            if (question >= 0) {
                offer(
                        chosen.substring(question + 8, answer),
                        chosen.substring(answer + 12).strip(),
                        rejected.substring(rejected.lastIndexOf("\n\nAssistant:") + 12)
                                .strip());
            }
        }

        assertThat(pairs).isGreaterThan(800);
        assertThat(objections).containsEntry("turns", 5).doesNotContainKeys("leak", "repetition", "no_revision");
        assertThat(objections.values().stream().mapToInt(i -> i).sum() - objections.get("refusal"))
                .isLessThan(pairs / 100);
    }

    @Test
    void gate_answersToInstructions_rejectsFewAndStuckOnes() throws IOException {
        for (String file : List.of(
                "llmbar/natural_A",
                "llmbar/adversarial_gptinst_A",
                "llmbar/adversarial_gptout_A",
                "llmbar/adversarial_manual_A",
                "llmbar/adversarial_neighbor_A",
                "llmbar_processed/faireval",
                "llmbar_processed/llmeval2")) {
            for (JsonNode row :
                    JSON.readTree(RealData.file("preferences/" + file + ".json").toFile())) {
                int better = row.get("label").intValue();
                offer(
                        row.get("input").textValue(),
                        row.get("output_" + better).textValue(),
                        row.get("output_" + (3 - better)).textValue());
            }
        }
        List<String> found = new ArrayList<>(objections.keySet());

        assertThat(pairs).isGreaterThan(400);
        assertThat(found).isSubsetOf("unchanged", "repetition", "refusal", "language");
        assertThat(objections.values().stream().mapToInt(i -> i).sum()).isLessThan(pairs / 25);
    }
}

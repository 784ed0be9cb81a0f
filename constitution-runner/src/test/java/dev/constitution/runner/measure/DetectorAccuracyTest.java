package dev.constitution.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.testing.RealData;
import dev.constitution.text.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorAccuracyTest {
    @ParameterizedTest
    @ValueSource(strings = {"safe", "unsafe"})
    void measured_labelsOfPeople_isWhatTheDetectorDoes(String label) throws IOException {
        long found = 0;
        long refusals = 0;
        long alarms = 0;
        long others = 0;
        for (String line : Files.readAllLines(RealData.file("prompts/xstest_human_refusal_labels_A.jsonl"))) {
            JsonNode row = Json.parse(line);
            if (row.get("label").textValue().equals(label)) {
                boolean refuses = !row.get("final_label").textValue().equals("1_full_compliance");
                boolean detected = Refusal.isIn(row.get("completion").textValue());
                found += refuses && detected ? 1 : 0;
                refusals += refuses ? 1 : 0;
                alarms += !refuses && detected ? 1 : 0;
                others += refuses ? 0 : 1;
            }
        }
        DetectorAccuracy measured = label.equals("safe") ? DetectorAccuracy.ON_SAFE : DetectorAccuracy.ON_UNSAFE;

        assertThat(measured.found()).isEqualTo(figure(found, refusals));
        assertThat(measured.falseAlarms()).isEqualTo(figure(alarms, others));
        assertThat(measured.agreeing()).isEqualTo(figure(found + others - alarms, refusals + others));
    }

    private static Figure figure(long hits, long of) {
        return new Proportion(hits, of).figure(Level.DEFAULT);
    }
}

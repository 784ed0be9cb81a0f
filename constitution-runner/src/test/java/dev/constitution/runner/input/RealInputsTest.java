package dev.constitution.runner.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.testing.RealData;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads public data sets, where they lie beside the repository. */
class RealInputsTest {

    @ParameterizedTest
    @CsvSource({
        "prompts/vicuna_80.jsonl, turns, question_id, 80",
        "prompts/xstest_A.csv,, id, 225",
        "prompts/xstest_human_refusal_labels_A.jsonl,,, 364",
        "prompts/truthfulqa_A.csv, Question,, 207",
        "prompts/self_instruct_user_A.jsonl, instruction,, 114",
        "prompts/bbq_age.jsonl, question, example_id, 608",
        "prompts/winogender_templates.tsv, sentence,, 120",
        "preferences/pandalm_3annotators_A.json, instruction, idx, 410",
        "preferences/llmbar/natural_A.json, input,, 50",
    })
    void scan_promptSet_readsEveryRow(String file, String promptField, String idField, long rows) throws IOException {
        InputScan scan = new InputFile(PromptSource.of(RealData.file(file))
                        .withPromptField(promptField)
                        .withIdField(idField))
                .scan();

        assertThat(scan.prompts()).isEqualTo(rows);
        assertThat(scan.badRows()).isZero();
        assertThat(scan.duplicates()).isZero();
    }

    @Test
    void scan_hhRlhf_readsAllButTheRowWhoseTurnsDoNotAlternate() throws IOException {
        InputScan scan = new InputFile(PromptSource.of(RealData.file("preferences/hh_rlhf_harmless_A.jsonl"))).scan();

        assertThat(scan.prompts()).isEqualTo(814);
        assertThat(scan.firstBad())
                .containsExactly(new InputRow.Bad(
                        660, "turn 5 is assistant where user was expected; user and assistant turns must alternate"));
    }
}

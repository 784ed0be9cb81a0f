package dev.constitution.runner.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.testing.RealData;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The baselines on public data that people labelled, where it lies beside the repository; the figures were counted by a
 * program of another language too.
 */
class LabelledDataTest {

    @ParameterizedTest
    @CsvSource({
        "hh_rlhf_harmless_A.jsonl, hh-rlhf, 814, 361, 451, 814, 435",
        "llmbar/natural_A.json, llmbar, 50, 31, 18, 20, 25",
        "llmbar/adversarial_gptinst_A.json, llmbar, 44, 6, 38, 19, 24",
        "llmbar/adversarial_gptout_A.json, llmbar, 25, 12, 13, 11, 7",
        "llmbar/adversarial_manual_A.json, llmbar, 26, 7, 19, 12, 10",
        "llmbar/adversarial_neighbor_A.json, llmbar, 59, 10, 49, 36, 32",
        "llmbar_processed/faireval.json, llmbar, 66, 39, 27, 41, 33",
        "llmbar_processed/llmeval2.json, llmbar, 200, 121, 76, 92, 106",
        "pandalm_3annotators_A.json, pandalm, 404, 236, 132, 168, 188",
    })
    void judge_baselines_agreeAsOftenAsCounted(
            String file, String format, long n, long longer, long shorter, long first, long random) {
        Path pairs = RealData.file("preferences/" + file);

        assertThat(agree(pairs, format, n, "longer")).isEqualTo(longer);
        assertThat(agree(pairs, format, n, "shorter")).isEqualTo(shorter);
        assertThat(agree(pairs, format, n, "first")).isEqualTo(first);
        assertThat(agree(pairs, format, n, "random")).isEqualTo(random);
    }

    private static long agree(Path pairs, String format, long n, String baseline) {
        JsonNode score = score(pairs, baseline);
        assertThat(score.get("format").textValue()).isEqualTo(format);
        assertThat(score.get("n").longValue()).isEqualTo(n);
        return score.get("agree").longValue();
    }

    private static JsonNode score(Path pairs, String baseline) {
        CommandLineHarness.Result result =
                CommandLineHarness.run("judge", "--pairs=" + pairs, "--baseline=" + baseline, "--json");
        JsonNode score = result.json();
        // Rows that no model could be asked about end a rule as they end a model's run.
        boolean isWhole = score.get("unreadable").longValue() == 0
                && score.get("odd").path("no_prompt").longValue() == 0;
        result.ended(isWhole ? ExitCode.COMPLETE : ExitCode.FAILED_ROWS);
        return score;
    }

    @ParameterizedTest
    @CsvSource({
        "preferences/hh_rlhf_harmless_A.jsonl, 815, 0, '{\"empty_answer\":2,\"nested_turn\":2,\"no_prompt\":1}'",
        "preferences/pandalm_3annotators_A.json, 410, 6, '{\"empty_answer\":23}'",
        "preferences/llmbar_processed/llmeval2.json, 200, 0, '{\"empty_answer\":1,\"equal_answers\":1}'",
        "consumers/icai_synthetic_aligned.csv, 30, 0, '{\"no_prompt\":30}'",
        "consumers/icai_example.csv, 1, 0, {}",
        "consumers/llamafactory_dpo_en_demo_20.json, 20, 0, {}",
    })
    void judge_realFiles_tellTheirDirt(String file, long rows, long unreadable, String odd) {
        JsonNode score = score(RealData.file(file), "first");

        assertThat(score.get("rows").longValue()).isEqualTo(rows);
        assertThat(score.get("unreadable").longValue()).isEqualTo(unreadable);
        assertThat(score.get("odd")).hasToString(odd);
    }
}

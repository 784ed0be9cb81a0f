package dev.constitution.runner.options;

import dev.constitution.chat.Sampling;
import dev.constitution.runner.base.UsageException;
import dev.constitution.stage.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a run's answers are drawn from the models. */
@UnderHeading(Heading.SAMPLING)
public final class SamplingOptions {
    @DecidesRun("temperature")
    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Of answers and revisions; the model's own by default.")
    private @Nullable Double temperature;

    @DecidesRun("max-tokens")
    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "The most tokens of an answer or revision; the model's own limit by default.")
    private @Nullable Integer maxTokens;

    @DecidesRun("teacher-temperature")
    @Option(
            names = "--teacher-temperature",
            paramLabel = "T",
            description = "With contrast: of the teacher's answers; --temperature by default.")
    private @Nullable Double teacherTemperature;

    @DecidesRun("teacher-max-tokens")
    @Option(
            names = "--teacher-max-tokens",
            paramLabel = "N",
            description =
                    "With contrast: the most tokens of a teacher's answer, thoughts included; --max-tokens by default.")
    private @Nullable Integer teacherMaxTokens;

    @DecidesRun("samples")
    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "With rl-cai: answers to each prompt, compared in pairs. Default: 2, as in the paper.")
    private @Nullable Integer samples;

    @DecidesRun("temperatures")
    @Option(
            names = "--temperatures",
            split = ",",
            paramLabel = "T",
            description = "With rl-cai: temperatures of the answers, one after another; --temperature by default.")
    private @Nullable List<Double> temperatures;

    /** How one answer is drawn. */
    public Sampling sampling() {
        return sampling(temperature, maxTokens);
    }

    /** How a teacher's answer is drawn otherwise than that of the model which is to be trained. */
    public Sampling ofTeacher() {
        return sampling(teacherTemperature, teacherMaxTokens);
    }

    private static Sampling sampling(@Nullable Double temperature, @Nullable Integer maxTokens) {
        Sampling sampling = Sampling.MODEL_DEFAULTS;
        sampling = temperature == null ? sampling : sampling.withTemperature(temperature);
        return maxTokens == null ? sampling : sampling.withMaxTokens(maxTokens);
    }

    /** Tells a comparison how its answers are drawn. */
    public void set(Comparison.Builder comparison) {
        comparison.sampling(sampling());
        if (samples != null) {
            if (samples < 2) {
                throw new UsageException("--samples must be at least 2, got " + samples);
            }
            comparison.samples(samples);
        }
        if (temperatures != null) {
            comparison.temperatures(temperatures);
        }
    }

    /** Which are given that only comparisons need. */
    public List<String> ofComparisons() {
        List<String> given = new ArrayList<>();
        if (samples != null) {
            given.add("--samples");
        }
        if (temperatures != null) {
            given.add("--temperatures");
        }
        return given;
    }

    /** Which are given that only contrasts need. */
    public List<String> ofContrasts() {
        List<String> given = new ArrayList<>();
        if (teacherTemperature != null) {
            given.add("--teacher-temperature");
        }
        if (teacherMaxTokens != null) {
            given.add("--teacher-max-tokens");
        }
        return given;
    }

    /** What of them shapes a run's output. */
    public Map<String, String> settings(boolean isComparison) {
        Map<String, String> settings = new TreeMap<>();
        if (isComparison) {
            settings.put("samples", Integer.toString(samples == null ? Comparison.DEFAULT_SAMPLES : samples));
        }
        if (temperatures != null) {
            settings.put("temperatures", temperatures.toString());
        }
        if (temperature != null) {
            settings.put("temperature", temperature.toString());
        }
        if (maxTokens != null) {
            settings.put("max-tokens", maxTokens.toString());
        }
        if (teacherTemperature != null) {
            settings.put("teacher-temperature", teacherTemperature.toString());
        }
        if (teacherMaxTokens != null) {
            settings.put("teacher-max-tokens", teacherMaxTokens.toString());
        }
        return settings;
    }
}

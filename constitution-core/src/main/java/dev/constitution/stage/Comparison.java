package dev.constitution.stage;

import dev.constitution.chat.Checks;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Sampling;
import dev.constitution.judge.ConstitutionalJudge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The labelling of Constitutional AI's second phase (RL-CAI; the paper, section 4.1): a model answers a prompt several
 * times, and a judge compares the answers under principles of a constitution. The pair keeps the judge's probability as a
 * soft label.
 *
 * <p>Of more than two answers all pairs are compared. The label is the verdict on one of them: the pair whose answers lie
 * furthest apart in their mean probabilities over all comparisons. Only pairs count whose own verdict agrees with that, and
 * that stand in no cycle (one answer better than a second, that than a third, that than the first). Ties, by the judge's
 * {@link dev.constitution.judge.TieRule}, are rejected as {@code tie}, unreadable verdicts as {@code no_verdict}, and answers
 * that do not differ as {@code identical}.
 *
 * <pre>{@code
 * Judge both = ModelJudge.builder().model(model).build().inBothOrders();
 * Stage stage = Comparison.builder()
 *         .model(model)
 *         .judge(ConstitutionalJudge.of(both, constitution))
 *         .samples(4)
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe, if its models are: LangChain4j's are.
 */
public final class Comparison implements Stage {

    /** The paper's number of answers to a prompt. */
    public static final int DEFAULT_SAMPLES = 2;

    private final ComparisonSettings settings;

    private Comparison(ComparisonSettings settings) {
        this.settings = settings;
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        return new ComparisonRow(settings, prompt, caller).run();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Comparison}; a model and a judge are required. */
    public static final class Builder extends AnsweringBuilder<Builder> {
        private @Nullable ConstitutionalJudge judge;
        private List<Double> temperatures = List.of();
        private int samples = DEFAULT_SAMPLES;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Who compares the answers. */
        public Builder judge(ConstitutionalJudge judge) {
            this.judge = judge;
            return this;
        }

        /** Temperatures of the first answer, the second, and so on, starting over after the last; none by default. */
        public Builder temperatures(List<Double> temperatures) {
            temperatures.forEach(Sampling.MODEL_DEFAULTS::withTemperature);
            this.temperatures = List.copyOf(temperatures);
            return this;
        }

        /**
         * How many answers are sampled; {@value Comparison#DEFAULT_SAMPLES} by default, as in the paper.
         *
         * @throws IllegalArgumentException if below 2
         */
        public Builder samples(int samples) {
            this.samples = Checks.atLeast(2, "samples", samples);
            return this;
        }

        /**
         * The stage.
         *
         * @throws IllegalStateException if the model or the judge is missing
         */
        public Comparison build() {
            return new Comparison(new ComparisonSettings(
                    model("a Comparison"),
                    Checks.required(judge, "a Comparison", "judge"),
                    shape,
                    sampling,
                    temperatures,
                    samples,
                    seed));
        }
    }
}

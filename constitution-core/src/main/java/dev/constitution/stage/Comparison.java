package dev.constitution.stage;

import dev.constitution.chat.Checks;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Sampling;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The labelling of Constitutional AI's second phase (RL-CAI; the paper, section 4.1): a model answers a prompt several
 * times, and a judge compares the answers under principles of a constitution. The pair keeps the judge's probability as a
 * soft label.
 *
 * <p>Of more than two answers all pairs are compared. The one that gives the label is the pair whose answers lie furthest
 * apart in their mean probabilities over all comparisons, among those whose own verdict agrees and that stand in no cycle
 * (one answer better than a second, that than a third, that than the first); its label is that verdict.
 * Ties, by the judge's {@link dev.constitution.judge.TieRule}, and unreadable verdicts are rejected as {@code tie} and {@code no_verdict}, and answers that do not differ as
 * {@code identical}.
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
    public static final class Builder {
        private @Nullable ChatModel generator;
        private @Nullable ConstitutionalJudge judge;
        private PromptShape shape = PromptShape.chat();
        private Sampling sampling = Sampling.MODEL_DEFAULTS;
        private List<Double> temperatures = List.of();
        private int samples = DEFAULT_SAMPLES;
        private long seed;

        private Builder() {}

        /** The model that answers. */
        public Builder model(ChatModel model) {
            this.generator = model;
            return this;
        }

        /** Who compares the answers. */
        public Builder judge(ConstitutionalJudge judge) {
            this.judge = judge;
            return this;
        }

        /** How answers are asked for; {@link PromptShape#chat()} by default. */
        public Builder shape(PromptShape shape) {
            this.shape = shape;
            return this;
        }

        /** How answers are sampled, over what the shape says. */
        public Builder sampling(Sampling sampling) {
            this.sampling = sampling;
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

        /** What every draw of the stage derives from, together with the prompt's id and the step; 0 by default. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * The stage.
         *
         * @throws IllegalStateException if the model or the judge is missing
         */
        public Comparison build() {
            return new Comparison(new ComparisonSettings(
                    Checks.required(generator, "a Comparison", "model"),
                    Checks.required(judge, "a Comparison", "judge"),
                    shape,
                    sampling,
                    temperatures,
                    samples,
                    seed));
        }
    }
}

package dev.constitution.stage;

import dev.constitution.chat.Checks;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.PrincipleSelector;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Supervised Constitutional AI (SL-CAI; the paper, section 3): a model answers, its answer is criticised under a principle
 * and revised in the light of the critique, round after round.
 *
 * <pre>{@code
 * Stage stage = CritiqueRevision.builder()
 *         .constitution(Constitutions.builtIn("cai-16"))
 *         .model(model)
 *         .rounds(2)
 *         .build();
 * Outcome outcome = stage.run(Prompt.of("How do I get even with a rude neighbour?"));
 * if (outcome instanceof Outcome.Revised pair) {
 *     System.out.println(pair.chosen());
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe, if its models are: LangChain4j's are.
 */
public final class CritiqueRevision implements Stage {

    /** The paper's number of critique-revision steps (section 3.2). */
    public static final int DEFAULT_ROUNDS = 4;

    private final RevisionSettings settings;

    private CritiqueRevision(RevisionSettings settings) {
        this.settings = settings;
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        return settings.listener().around(prompt, () -> row(prompt, caller).run());
    }

    /** The model that answers. */
    public ChatModel model() {
        return settings.models().generator();
    }

    /** What hears each critique and revision. */
    public StageListener listener() {
        return settings.listener();
    }

    /**
     * Revises an answer that there is already; the generator is not asked. {@link Outcome#answer} of the result is the answer
     * that stands at the end, a failed call included.
     */
    public Outcome revise(String question, String answer) throws InterruptedException {
        return revise(Prompt.of(question), answer, ModelCaller.direct());
    }

    /** As {@link #revise(Prompt, String, ModelCaller)}, of a reply with all that is known of it. */
    public Outcome revise(Prompt prompt, Reply answer, ModelCaller caller) throws InterruptedException {
        return settings.listener().around(prompt, () -> row(prompt, caller).revise(answer));
    }

    private CritiqueRevisionRow row(Prompt prompt, ModelCaller caller) {
        return new CritiqueRevisionRow(settings, prompt, settings.listener().calling(caller));
    }

    /**
     * Revises an answer that there is already.
     *
     * @param answer not blank
     * @param caller gets the critic's and the reviser's calls answered
     */
    public Outcome revise(Prompt prompt, String answer, ModelCaller caller) throws InterruptedException {
        if (answer.isBlank()) {
            throw new IllegalArgumentException("the answer to revise is blank");
        }
        return revise(prompt, Reply.of("given", answer), caller);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link CritiqueRevision}; a constitution and a model are required. */
    public static final class Builder extends AnsweringBuilder<Builder> {
        private @Nullable Constitution constitution;
        private @Nullable ChatModel critic;
        private @Nullable ChatModel reviser;
        private @Nullable PrincipleSelector selector;
        private @Nullable Integer rounds;
        private boolean critique = true;
        private int stopAfterKeeps;
        private boolean restart = true;
        private StageListener listener = StageListener.none();

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The principles to follow. */
        public Builder constitution(Constitution constitution) {
            this.constitution = constitution;
            return this;
        }

        /** The model that criticises. */
        public Builder critic(ChatModel critic) {
            this.critic = critic;
            return this;
        }

        /** The model that revises. */
        public Builder reviser(ChatModel reviser) {
            this.reviser = reviser;
            return this;
        }

        /**
         * Which principles a round uses; {@link PrincipleSelector#random()} by default, as in the paper, and in an ordered
         * constitution {@link PrincipleSelector#all()}, so that every law is asked.
         */
        public Builder selector(PrincipleSelector selector) {
            this.selector = selector;
            return this;
        }

        /**
         * How many rounds of critique and revision to make; {@value CritiqueRevision#DEFAULT_ROUNDS} by default, as in the
         * paper. An ordered constitution whose selector is left to the stage is asked whole in each round: as many rounds as
         * give at least that many steps.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder rounds(int rounds) {
            this.rounds = Checks.atLeast(1, "rounds", rounds);
            return this;
        }

        /**
         * Whether a critique comes before each revision; true by default. Large models revise about as well without
         * (the paper, section 3.5).
         */
        public Builder critique(boolean critique) {
            this.critique = critique;
            return this;
        }

        /**
         * Ends a row's rounds once the critic has found nothing in this many steps in a row; 0, never, by default: what one
         * principle finds nothing in, another may object to. In an ordered constitution a row is never ended before every
         * law was asked about the answer that stands.
         *
         * @throws IllegalArgumentException if below 0
         */
        public Builder stopAfterKeeps(int steps) {
            this.stopAfterKeeps = Checks.atLeast(0, "steps to stop after", steps);
            return this;
        }

        /**
         * Whether a round starts over from the prompt and the latest answer, as in the paper; true by default. Otherwise
         * it goes on below the whole conversation so far, which costs more tokens and lets the model see what was
         * criticised before.
         */
        public Builder restartEachRound(boolean restart) {
            this.restart = restart;
            return this;
        }

        /** Adds one that hears each critique and revision, and each outcome, and may stand around them; none by default. */
        public Builder listener(StageListener listener) {
            this.listener = new TwoListeners(this.listener, listener);
            return this;
        }

        /**
         * The stage.
         *
         * @throws IllegalStateException if the constitution or the model is missing
         * @throws IllegalArgumentException if a round's selection is empty, or holds a principle of another constitution
         */
        public CritiqueRevision build() {
            Constitution principles = Checks.required(constitution, "a CritiqueRevision", "constitution");
            ChatModel answering = model("a CritiqueRevision");
            boolean lawByLaw = selector == null && principles.precedence() == Constitution.Precedence.ORDERED;
            PrincipleSelector chosen =
                    selector != null ? selector : lawByLaw ? PrincipleSelector.all() : PrincipleSelector.random();
            int count = rounds != null
                    ? rounds
                    : lawByLaw ? roundsOf(principles.principles().size()) : DEFAULT_ROUNDS;
            for (int round = 1; round <= count; round++) {
                var unused = chosen.checked(principles, round, new SplittableRandom(round));
            }
            RevisionSettings.Models models = new RevisionSettings.Models(
                    answering,
                    Objects.requireNonNullElse(critic, answering),
                    Objects.requireNonNullElse(reviser, answering));
            boolean sameModel = models.critic().equals(models.reviser());
            StepRequests.GoesOn goesOn = new StepRequests.GoesOn(sameModel, sameModel && !restart);
            return new CritiqueRevision(new RevisionSettings(
                    principles,
                    models,
                    shape,
                    sampling,
                    ExemplarTurns.of(principles, shape, critique),
                    new StepRequests(principles, shape, goesOn),
                    new RevisionSettings.Rounds(count, chosen, critique, stopAfterKeeps, restart),
                    seed,
                    listener));
        }

        /** How many rounds of this many steps each make the paper's number of steps, or more. */
        private static int roundsOf(int steps) {
            return (DEFAULT_ROUNDS + steps - 1) / steps;
        }
    }
}

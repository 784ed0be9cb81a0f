package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.StageCalls;
import dev.constitution.judge.AnswerPair;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.JudgeCalls;
import dev.constitution.text.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An experiment's way with one prompt: it goes through several arms, which differ in constitution, settings or models, and a
 * judge compares the answers that stand at their ends. Arms that ask the same things ask them once, so an initial answer that
 * they have in common is one answer, and what differs between them is what the arms did.
 *
 * <p>Immutable and thread-safe, if the arms are.
 */
public final class Trial implements Stage {
    /** One label for all duels of a prompt: they are judged under the same principles, and equal duels ask once. */
    private static final String DUEL = "duel";

    private final Map<String, Stage> arms;
    private final List<Duel.Sides> sides;
    private final @Nullable ConstitutionalJudge judge;
    private final long seed;

    private Trial(Builder builder) {
        this.arms = new LinkedHashMap<>(builder.arms);
        this.sides = builder.sides();
        this.judge = builder.judge;
        this.seed = builder.seed;
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        ModelCaller shared = new SharedCalls(caller);
        try {
            List<ModelCaller.Work<Outcome.Tried.Arm>> trying = new ArrayList<>();
            arms.forEach((name, stage) -> trying.add(() -> new Outcome.Tried.Arm(name, stage.run(prompt, shared))));
            List<Outcome.Tried.Arm> tried = shared.together(trying);
            return new Outcome.Tried(prompt, tried, judge == null ? List.of() : duels(judge, prompt, tried, shared));
        } catch (CallFailedException e) {
            throw new AssertionError("a stage turns its failures into outcomes", e);
        }
    }

    private List<Duel> duels(
            ConstitutionalJudge judging, Prompt prompt, List<Outcome.Tried.Arm> tried, ModelCaller caller)
            throws InterruptedException, CallFailedException {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Outcome.Tried.Arm arm : tried) {
            if (!(arm.outcome() instanceof Outcome.Failed)) {
                arm.outcome().answer().ifPresent(answer -> answers.put(arm.name(), answer));
            }
        }
        JudgeCalls calls = new JudgeCalls(new StageCalls(prompt.id(), seed, caller), DUEL);
        return caller.together(sides.stream()
                .filter(two -> answers.containsKey(two.a()) && answers.containsKey(two.b()))
                .<ModelCaller.Work<Duel>>map(two -> () -> duel(
                        judging,
                        two,
                        new AnswerPair(
                                prompt,
                                Objects.requireNonNull(answers.get(two.a())),
                                Objects.requireNonNull(answers.get(two.b()))),
                        calls))
                .toList());
    }

    private static Duel duel(ConstitutionalJudge judge, Duel.Sides sides, AnswerPair pair, JudgeCalls calls)
            throws InterruptedException {
        if (pair.a().equals(pair.b())) {
            return Duel.ofEqualAnswers(sides);
        }
        boolean bFirst = comesSecond(pair);
        try {
            return Duel.judged(sides, bFirst, judge.judge(bFirst ? pair.swapped() : pair, 1, calls));
        } catch (CallFailedException e) {
            return Duel.failed(sides, e);
        }
    }

    /** Whether the second text is shown first: that depends on the texts alone, whatever the arms are called. */
    private static boolean comesSecond(AnswerPair pair) {
        int order = Long.compare(Hash.of(pair.a()), Hash.of(pair.b()));
        return order != 0 ? order > 0 : pair.a().compareTo(pair.b()) > 0;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Trial}; two arms, or more, are required. */
    public static final class Builder {
        private final Map<String, Stage> arms = new LinkedHashMap<>();
        private @Nullable ConstitutionalJudge judge;
        private Optional<String> baseline = Optional.empty();
        private long seed;

        private Builder() {}

        /**
         * One arm.
         *
         * @param name not blank, and no other arm's
         * @param stage gives an answer: {@link Outcome#answer}
         * @throws IllegalArgumentException if the name is blank or taken
         */
        public Builder arm(String name, Stage stage) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("an arm's name is blank");
            }
            if (arms.putIfAbsent(name, stage) != null) {
                throw new IllegalArgumentException("there are two arms \"" + name + "\"; name each once");
            }
            return this;
        }

        /** Compares the arms' answers, in both orders if it is a judge that does; without one nothing is compared. */
        public Builder judge(ConstitutionalJudge comparing) {
            this.judge = comparing;
            return this;
        }

        /** Compares each arm with this one alone; by default each is compared with each. */
        public Builder baseline(String arm) {
            this.baseline = Optional.of(arm);
            return this;
        }

        /** What the judge's draws derive from, together with the prompt's id; 0 by default. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /**
         * The stage.
         *
         * @throws IllegalStateException if there are fewer than two arms, or no arm has the baseline's name
         */
        public Trial build() {
            if (arms.size() < 2) {
                throw new IllegalStateException("an experiment needs two arms or more, got " + arms.keySet());
            }
            if (baseline.isPresent() && !arms.containsKey(baseline.get())) {
                throw new IllegalStateException("no arm is called \"" + baseline.get() + "\"; the arms are "
                        + String.join(", ", arms.keySet()));
            }
            return new Trial(this);
        }

        private List<Duel.Sides> sides() {
            List<String> names = List.copyOf(arms.keySet());
            List<Duel.Sides> all = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                for (int j = i + 1; j < names.size(); j++) {
                    String one = names.get(i);
                    String other = names.get(j);
                    if (baseline.isEmpty()) {
                        all.add(new Duel.Sides(one, other));
                    } else if (baseline.get().equals(one)) {
                        all.add(new Duel.Sides(other, one));
                    } else if (baseline.get().equals(other)) {
                        all.add(new Duel.Sides(one, other));
                    }
                }
            }
            return all;
        }
    }
}

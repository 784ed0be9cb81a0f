package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of a prompt. Expected failures are outcomes, not exceptions, so that a batch accounts for every row.
 */
public sealed interface Outcome {

    Prompt prompt();

    /** What was answered on the way. */
    Trace trace();

    /** The first answer of a row of critique and revision; empty where the generator gave none, and in other rows. */
    default Optional<Reply> initial() {
        return trace() instanceof Trace.OfRevision revision ? revision.initial() : Optional.empty();
    }

    /**
     * The answer that stands after all steps of a row of critique and revision: the last revision that was one, else the
     * initial answer. A row that failed or gave no pair has one too; empty where the generator gave none, and in other rows.
     */
    default Optional<String> answer() {
        String answer = initial().map(Reply::text).orElse(null);
        for (Step step : steps()) {
            answer = step.revision().map(Revision::answer).orElse(answer);
        }
        return Optional.ofNullable(answer);
    }

    /** Every critique and revision that was made, in order; empty in other rows. */
    default List<Step> steps() {
        return trace() instanceof Trace.OfRevision revision ? revision.steps() : List.of();
    }

    /** The same row, kept from being a pair by a gate; all that was answered stays with it. */
    default Rejected rejectedBy(String gate, String reason) {
        return new Rejected(prompt(), trace(), gate, reason);
    }

    /** A preference pair: two answers that differ, one of them preferred. */
    sealed interface Pair extends Outcome permits Revised, Compared, Contrasted {

        /** The better answer. */
        String chosen();

        /** The worse answer. */
        String rejected();

        /** The soft label: that the chosen answer is better, in (0.5, 1]; empty where no judge was asked. */
        OptionalDouble probability();

        /** The ids of the principles that made or judged the pair, in order of use. */
        List<String> principles();
    }

    /**
     * The answer was revised: a preference pair of the last revision (chosen) and the initial answer (rejected).
     *
     * @param chosen the last revision, never equal to the initial answer; a judge that was asked prefers it
     */
    record Revised(Prompt prompt, Trace.OfRevision trace, String chosen) implements Pair {
        public Revised {
            requirePair(chosen, trace.initial().map(Reply::text).orElse(chosen));
            requirePreferred(trace.confirmation(), "revision");
        }

        /** The initial answer. */
        @Override
        public String rejected() {
            return trace.initial().orElseThrow().text();
        }

        @Override
        public OptionalDouble probability() {
            return confirmedBy(trace.confirmation());
        }

        /** Those of the revisions that gave a new answer. */
        @Override
        public List<String> principles() {
            return trace.steps().stream()
                    .filter(step ->
                            step.revision().filter(r -> r.reading().accepted()).isPresent())
                    .map(Step::principle)
                    .toList();
        }
    }

    /**
     * Sampled answers were compared: a preference pair of two of them, labelled by the judge's verdict on these two.
     *
     * @param label the comparison that labels the pair; its verdict prefers one side
     */
    record Compared(Prompt prompt, Trace.OfComparison trace, JudgedPair label) implements Pair {
        public Compared {
            if (!trace.comparisons().contains(label)
                    || Math.max(label.a(), label.b()) > trace.answers().size()) {
                throw new IllegalArgumentException("the label must be one of the row's comparisons");
            }
            double p = probabilityOf(label.judgement());
            if (Double.isNaN(p) || p == 0.5) {
                throw new IllegalArgumentException("the judge must prefer one answer of a pair");
            }
            requirePair(
                    trace.answers().get(label.a() - 1).text(),
                    trace.answers().get(label.b() - 1).text());
        }

        @Override
        public String chosen() {
            return answer(prefersA() ? label.a() : label.b());
        }

        @Override
        public String rejected() {
            return answer(prefersA() ? label.b() : label.a());
        }

        @Override
        public OptionalDouble probability() {
            double p = probabilityOf(label.judgement());
            return OptionalDouble.of(Math.max(p, 1 - p));
        }

        @Override
        public List<String> principles() {
            return label.judgement().principles();
        }

        private boolean prefersA() {
            return probabilityOf(label.judgement()) > 0.5;
        }

        private String answer(int number) {
            return trace.answers().get(number - 1).text();
        }
    }

    /**
     * The prompt was answered under the constitution (chosen) and without it (rejected).
     *
     * @param principles the ids of those that the system turn held
     */
    record Contrasted(Prompt prompt, Trace.OfContrast trace, List<String> principles) implements Pair {
        public Contrasted {
            principles = List.copyOf(principles);
            String chosen = trace.instructed().map(Reply::text).orElse("");
            requirePair(chosen, trace.plain().map(Reply::text).orElse(chosen));
            requirePreferred(trace.confirmation(), "answer under the constitution");
        }

        @Override
        public String chosen() {
            return trace.instructed().orElseThrow().text();
        }

        @Override
        public String rejected() {
            return trace.plain().orElseThrow().text();
        }

        @Override
        public OptionalDouble probability() {
            return confirmedBy(trace.confirmation());
        }
    }

    /**
     * The model spoke of itself under the constitution: a conversation for supervised fine-tuning, and no pair.
     *
     * @param conversation what is to be learned, its last turn the model's; nothing of the constitution stands in it
     * @param principles the ids of those that the system turn held
     * @param ending why it ends before all turns were given; empty where it does not
     */
    record Introspected(
            Prompt prompt,
            Trace.OfIntrospection trace,
            List<Message> conversation,
            List<String> principles,
            Optional<String> ending)
            implements Outcome {
        public Introspected {
            conversation = List.copyOf(conversation);
            principles = List.copyOf(principles);
            if (conversation.isEmpty()
                    || conversation.get(conversation.size() - 1).role() != Message.Role.ASSISTANT) {
                throw new IllegalArgumentException("a conversation to learn from must end with the model's turn");
            }
        }
    }

    /**
     * Two answers that the row came with were judged; no pair is made of them.
     *
     * @param secondFirst whether the row's second answer was shown first
     * @param judgement of the answers as they were shown
     */
    record Judged(Prompt prompt, boolean secondFirst, Judgement judgement) implements Outcome {
        /** Nothing: the answers are the row's own. */
        @Override
        public Trace trace() {
            return Trace.nothing();
        }
    }

    /**
     * A prompt of an experiment went through several arms; no pair is made of it.
     *
     * @param arms what became of it in each, in the experiment's order
     * @param duels how a judge compared their answers; none of an arm that failed
     */
    record Tried(Prompt prompt, List<Arm> arms, List<Duel> duels) implements Outcome {
        public Tried {
            arms = List.copyOf(arms);
            duels = List.copyOf(duels);
        }

        /** What became of the prompt in one arm. */
        public record Arm(String name, Outcome outcome) {}

        /** Nothing: what was answered stands in the arms. */
        @Override
        public Trace trace() {
            return Trace.nothing();
        }
    }

    /**
     * The prompt was answered, but gives no pair.
     *
     * @param gate what kept it from being one, for example {@code no_revision_needed}, {@code tie} or
     *     {@code no_verdict}
     * @param reason the same in a sentence
     */
    record Rejected(Prompt prompt, Trace trace, String gate, String reason) implements Outcome {}

    /**
     * A model call failed, so the row has no result; what was answered before is kept.
     *
     * @param role the role whose call failed
     * @param message what the provider or the model said, for people
     * @param cause what the model's client threw; empty where an answer came, but none to work with. No store keeps it
     */
    record Failed(
            Prompt prompt, Trace trace, FailureKind kind, ModelRole role, String message, Optional<Throwable> cause)
            implements Outcome {
        private static final Logger LOG = LoggerFactory.getLogger(Failed.class);

        /** Where nothing was thrown. */
        public Failed(Prompt prompt, Trace trace, FailureKind kind, ModelRole role, String message) {
            this(prompt, trace, kind, role, message, Optional.empty());
        }

        /** The outcome of a row one of whose calls failed; what was thrown is logged with its stack. */
        public static Failed of(Prompt prompt, Trace trace, CallFailedException failure) {
            failure.failure()
                    .ifPresent(thrown -> LOG.info(
                            "{}: the {}'s call failed: {}",
                            prompt.id(),
                            failure.role().label(),
                            failure.message(),
                            thrown));
            return new Failed(prompt, trace, failure.kind(), failure.role(), failure.message(), failure.failure());
        }
    }

    /**
     * The outcome of a row whose answer did not come: a model that calls a tool of the prompt's gives no pair, which is no
     * failure of anybody's.
     */
    static Outcome withoutAnswer(Prompt prompt, Trace trace, CallFailedException failure) {
        return failure.kind() == FailureKind.TOOL_CALL
                ? new Rejected(prompt, trace, failure.kind().label(), failure.message())
                : Failed.of(prompt, trace, failure);
    }

    private static void requirePair(String one, String other) {
        if (one.isBlank() || one.equals(other)) {
            throw new IllegalArgumentException("a pair needs two answers that differ");
        }
    }

    private static void requirePreferred(Optional<Judgement> confirmation, String answer) {
        if (confirmation.isPresent() && !(probabilityOf(confirmation.get()) > 0.5)) {
            throw new IllegalArgumentException("a judge that was asked must prefer the " + answer);
        }
    }

    private static OptionalDouble confirmedBy(Optional<Judgement> confirmation) {
        return confirmation.isPresent() ? OptionalDouble.of(probabilityOf(confirmation.get())) : OptionalDouble.empty();
    }

    /** NaN, which no comparison with a number holds for, where there is no verdict. */
    private static double probabilityOf(Judgement judgement) {
        return judgement.verdict() instanceof Verdict.Preference preference ? preference.probability() : Double.NaN;
    }
}

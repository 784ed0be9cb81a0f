package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.Checks;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.StageCalls;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.shape.PromptShape;
import dev.constitution.text.WordSequence;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Contrast pairs, the first stage of open character training (Maiya et al. 2025, arXiv 2511.01689): a teacher answers the
 * prompt with the constitution in its system turn, which gives the chosen answer; the model that is to be trained answers it
 * without, which gives the rejected one. Two calls, which do not need each other.
 *
 * <p>The pair's prompt stays as it came: the trained model is to answer so without being told. Answers of the same words are
 * rejected as {@code identical}. Whether the chosen answer is the better one is looked at by no one, unless the stage stands in a
 * {@link Confirmation}.
 *
 * <pre>{@code
 * Stage stage = Contrast.builder()
 *         .constitution(constitution)
 *         .model(model)
 *         .teacher(teacher)
 *         .build();
 * Outcome outcome = Gates.defaults().gate().around(stage, constitution).run(prompt);
 * }</pre>
 *
 * <p>Immutable and thread-safe, if its models are: LangChain4j's are.
 */
public final class Contrast implements Stage {
    private final Side student;
    private final Side teacher;
    private final long seed;
    private final String instruction;
    private final List<String> principles;

    /** Who answers, and how it is asked. */
    private record Side(ChatModel model, PromptShape shape, Sampling sampling) {
        List<Message> opening(Prompt prompt) {
            return OpeningTurns.of(prompt, shape, List.of());
        }
    }

    private Contrast(Side student, Side teacher, Constitution constitution, long seed) {
        this.student = student;
        this.teacher = teacher;
        this.seed = seed;
        this.instruction = instruction(constitution);
        this.principles = constitution.principles().stream().map(Principle::id).toList();
    }

    /** What a teacher is told in its system turn; a system turn of the prompt's own follows in the same. */
    public static String instruction(Constitution constitution) {
        return SystemTurn.of(constitution);
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        StageCalls calls = new StageCalls(prompt.id(), seed, caller);
        List<Message> opening = student.opening(prompt);
        List<Message> told = SystemTurn.before(teacher.opening(prompt), instruction);
        Trace.OfContrast trace = Trace.OfContrast.NOTHING;
        try {
            List<Attempt<Reply>> answers = Attempt.all(
                    caller,
                    List.<ModelCaller.Work<Reply>>of(
                            () -> calls.answer(
                                    ModelRole.GENERATOR,
                                    "generate",
                                    student.model(),
                                    opening,
                                    prompt.tools(),
                                    student.sampling()),
                            () -> calls.answer(
                                    ModelRole.TEACHER,
                                    "instruct",
                                    teacher.model(),
                                    told,
                                    prompt.tools(),
                                    teacher.sampling())));
            trace = Trace.OfContrast.of(answers.get(0).result(), answers.get(1).result());
            Attempt.requireAll(answers);
        } catch (CallFailedException e) {
            return Outcome.withoutAnswer(prompt, trace, e);
        }
        Reply plain = trace.plain().orElseThrow();
        Reply instructed = trace.instructed().orElseThrow();
        return WordSequence.sameWords(plain.text(), instructed.text())
                ? new Outcome.Rejected(
                        prompt, trace, "identical", "the answer under the constitution says what the plain one says")
                : new Outcome.Contrasted(prompt, trace, principles);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Contrast}; a constitution and a model, the one that is to be trained, are required. */
    public static final class Builder extends AnsweringBuilder<Builder> {
        private @Nullable Constitution constitution;
        private @Nullable ChatModel teacher;
        private @Nullable PromptShape teacherShape;
        private Sampling teacherSampling = Sampling.MODEL_DEFAULTS;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The principles that the teacher is told, all of them. */
        public Builder constitution(Constitution constitution) {
            this.constitution = constitution;
            return this;
        }

        /** The model that answers under the constitution; {@link #model} by default. */
        public Builder teacher(ChatModel teacher) {
            this.teacher = teacher;
            return this;
        }

        /** How the teacher is asked; as the model is by default. */
        public Builder teacherShape(PromptShape shape) {
            this.teacherShape = shape;
            return this;
        }

        /** How the teacher's answer is sampled, over {@link #sampling} and what its shape says. */
        public Builder teacherSampling(Sampling sampling) {
            this.teacherSampling = sampling;
            return this;
        }

        /**
         * The stage.
         *
         * @throws IllegalStateException if the constitution or the model is missing
         */
        public Contrast build() {
            ChatModel student = model("a Contrast");
            return new Contrast(
                    side(student, shape, sampling),
                    side(
                            teacher == null ? student : teacher,
                            teacherShape == null ? shape : teacherShape,
                            sampling.overriddenBy(teacherSampling)),
                    Checks.required(constitution, "a Contrast", "constitution"),
                    seed);
        }

        private static Side side(ChatModel model, PromptShape shape, Sampling over) {
            return new Side(model, shape, shape.generation().sampling().overriddenBy(over));
        }
    }
}

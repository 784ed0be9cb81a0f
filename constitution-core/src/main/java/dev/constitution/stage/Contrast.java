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
    private final ChatModel model;
    private final ChatModel teacher;
    private final PromptShape shape;
    private final Sampling sampling;
    private final long seed;
    private final String instruction;
    private final List<String> principles;

    private Contrast(
            ChatModel model,
            ChatModel teacher,
            Constitution constitution,
            PromptShape shape,
            Sampling sampling,
            long seed) {
        this.model = model;
        this.teacher = teacher;
        this.shape = shape;
        this.sampling = shape.generation().sampling().overriddenBy(sampling);
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
        List<Message> opening = OpeningTurns.of(prompt, shape, List.of());
        List<Message> told = SystemTurn.before(opening, instruction);
        Trace.OfContrast trace = Trace.OfContrast.NOTHING;
        try {
            List<Attempt<Reply>> answers = Attempt.all(
                    caller,
                    List.<ModelCaller.Work<Reply>>of(
                            () -> calls.answer(ModelRole.GENERATOR, "generate", model, opening, sampling),
                            () -> calls.answer(ModelRole.TEACHER, "instruct", teacher, told, sampling)));
            trace = Trace.OfContrast.of(answers.get(0).result(), answers.get(1).result());
            Attempt.requireAll(answers);
        } catch (CallFailedException e) {
            return Outcome.Failed.of(prompt, trace, e);
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

    /** Builds a {@link Contrast}; a constitution and a model are required. */
    public static final class Builder {
        private @Nullable Constitution constitution;
        private @Nullable ChatModel model;
        private @Nullable ChatModel teacher;
        private PromptShape shape = PromptShape.chat();
        private Sampling sampling = Sampling.MODEL_DEFAULTS;
        private long seed;

        private Builder() {}

        /** The principles that the teacher is told, all of them. */
        public Builder constitution(Constitution constitution) {
            this.constitution = constitution;
            return this;
        }

        /** The model that is to be trained: it answers without the constitution. */
        public Builder model(ChatModel model) {
            this.model = model;
            return this;
        }

        /** The model that answers under the constitution; {@link #model} by default. */
        public Builder teacher(ChatModel teacher) {
            this.teacher = teacher;
            return this;
        }

        /** How answers are asked for; {@link PromptShape#chat()} by default. */
        public Builder shape(PromptShape shape) {
            this.shape = shape;
            return this;
        }

        /** How both answers are sampled, over what the shape says. */
        public Builder sampling(Sampling sampling) {
            this.sampling = sampling;
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
         * @throws IllegalStateException if the constitution or the model is missing
         */
        public Contrast build() {
            ChatModel student = Checks.required(model, "a Contrast", "model");
            return new Contrast(
                    student,
                    teacher == null ? student : teacher,
                    Checks.required(constitution, "a Contrast", "constitution"),
                    shape,
                    sampling,
                    seed);
        }
    }
}

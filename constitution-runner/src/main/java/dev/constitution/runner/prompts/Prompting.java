package dev.constitution.runner.prompts;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.StageCalls;
import dev.constitution.principles.Principle;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Trace;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Asks a model for the prompts of a request, and a critic for the grade of each that is new; the replies are the row's answers. A
 * request for what is there already is not made. Immutable, and thread-safe while nobody adds to the known prompts.
 */
public final class Prompting implements Stage {
    /** The gate of rows that are read for prompts: no pair is made of them. */
    static final String WRITTEN = "written";

    /** The step of the request for prompts. */
    static final String WRITE = "prompts/write";

    private static final String GRADE = "prompts/grade-";

    /** Of these the critic said something, or would say the same again: the prompt has no grade. */
    private static final Set<FailureKind> SAID =
            EnumSet.of(FailureKind.REFUSED, FailureKind.EMPTY, FailureKind.TRUNCATED, FailureKind.MALFORMED);

    private final PromptPlan plan;
    private final Models models;
    private final long seed;
    private final Harvest harvest;
    private final boolean madeUp;

    /**
     * Who writes and who grades, each with the wording that suits it.
     */
    public record Models(ChatModel writer, PromptShape writing, ChatModel critic, PromptShape grading) {}

    /**
     * @param harvest what there is already; nobody adds to it while rows are under way
     */
    public Prompting(PromptPlan plan, Models models, long seed, Harvest harvest) {
        this(plan, models, seed, harvest, false);
    }

    private Prompting(PromptPlan plan, Models models, long seed, Harvest harvest, boolean madeUp) {
        this.plan = plan;
        this.models = models;
        this.seed = seed;
        this.harvest = harvest;
        this.madeUp = madeUp;
    }

    /** The same for an estimate, whose replies are made up: each is taken for as many prompts as were asked for. */
    public Prompting madeUp() {
        return new Prompting(plan, models, seed, harvest, true);
    }

    /** The step of an item's grade. */
    static String gradeStep(int item) {
        return GRADE + item;
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        PromptRequest request = PromptRequest.of(prompt);
        if (!harvest.isOpen(request.cell())) {
            return new Outcome.Rejected(
                    prompt, Trace.nothing(), "not_needed", "the prompts of this aim and topic are there");
        }
        StageCalls calls = new StageCalls(prompt.id(), seed, caller);
        try {
            Reply written = calls.remark(
                    ModelRole.GENERATOR,
                    WRITE,
                    models.writer(),
                    asked(prompt),
                    models.writing().generation().sampling());
            List<String> items = items(written, request);
            Principle aim = plan.aim(request.cell());
            List<Reply> replies = new ArrayList<>(List.of(written));
            caller.together(IntStream.range(0, items.size())
                            .filter(i -> !harvest.isKnown(items.get(i)))
                            .<ModelCaller.Work<Optional<Reply>>>mapToObj(i -> () -> grade(calls, prompt, aim, items, i))
                            .toList())
                    .forEach(grade -> grade.ifPresent(replies::add));
            return new Outcome.Rejected(
                    prompt,
                    new Trace.OfComparison(replies, List.of()),
                    WRITTEN,
                    "the replies hold prompts and their grades, and no pair");
        } catch (CallFailedException e) {
            return Outcome.Failed.of(prompt, Trace.nothing(), e);
        }
    }

    private List<String> items(Reply written, PromptRequest request) {
        return madeUp
                ? IntStream.range(0, request.asked())
                        .mapToObj(i -> "message " + i + " of " + request.asked() + ", which is made up, ".repeat(4)
                                + "and ends here")
                        .toList()
                : WrittenPrompts.in(
                        written.text(),
                        request.asked(),
                        written.finishedBy(FinishReason.LENGTH),
                        Continuing.of(models.writing()));
    }

    private List<Message> asked(Prompt prompt) {
        if (!Continuing.of(models.writing())) {
            return prompt.messages();
        }
        List<Message> messages = new ArrayList<>(prompt.messages());
        messages.add(Message.assistant(WrittenPrompts.PREFILL));
        return messages;
    }

    private Optional<Reply> grade(StageCalls calls, Prompt row, Principle aim, List<String> items, int item)
            throws InterruptedException, CallFailedException {
        try {
            return Optional.of(calls.remark(
                    ModelRole.CRITIC,
                    gradeStep(item + 1),
                    models.critic(),
                    GradeRequest.of(plan.aims(), aim, items.get(item), models.grading(), row.id(), seed),
                    models.grading().comparison().verdict().sampling()));
        } catch (CallFailedException e) {
            if (SAID.contains(e.kind())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}

package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.Checks;
import dev.constitution.chat.FailureKind;
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
import dev.langchain4j.model.chat.ChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conversations for supervised fine-tuning in which a model speaks of itself under a constitution, the second stage of open
 * character training (Maiya et al. 2025, arXiv 2511.01689). In <em>self-reflection</em>, one turn, it answers a prompt that asks
 * about itself. In <em>self-interaction</em>, several turns, it answers another instance of itself, which has said the prompt; each
 * side has the constitution in its system turn, and each turn is a call.
 *
 * <p>What is to be learned is the conversation as who answers the prompt sees it, without the constitution: of self-reflection
 * the prompt and its answer, of self-interaction under a system turn that says whom it is with. A conversation in which a turn says
 * what was said before, or both sides only take leave, ends there with the last turn that is worth keeping; with fewer than
 * {@value #FEWEST_TURNS} left the row is rejected as {@code collapse}, or as {@code refusal} where the model refuses over again.
 *
 * <pre>{@code
 * Stage stage = Introspection.builder()
 *         .constitution(constitution)
 *         .model(model)
 *         .turns(9)
 *         .build();
 * Outcome outcome = Gates.defaults().gate().around(stage, constitution).run(Prompt.of("Hello. What is on your mind?"));
 * }</pre>
 *
 * <p>Immutable and thread-safe, if its model is: LangChain4j's are.
 */
public final class Introspection implements Stage {
    /** Turns of a conversation of a model with itself by default. */
    public static final int DEFAULT_TURNS = 9;

    /** A shorter conversation of several turns is none. */
    static final int FEWEST_TURNS = 3;

    private final ChatModel model;
    private final PromptShape shape;
    private final Sampling sampling;
    private final long seed;
    private final int turns;
    private final String instruction;
    private final List<String> principles;

    private Introspection(
            ChatModel model, PromptShape shape, Sampling sampling, long seed, int turns, Constitution constitution) {
        this.model = model;
        this.shape = shape;
        this.sampling = shape.generation().sampling().overriddenBy(sampling);
        this.seed = seed;
        this.turns = turns;
        this.instruction = instruction(constitution, turns);
        this.principles = constitution.principles().stream().map(Principle::id).toList();
    }

    /** What the model is told in its system turn, for so many turns; a system turn of the prompt's own follows in the same. */
    public static String instruction(Constitution constitution, int turns) {
        return SystemTurn.ofSelf(
                constitution,
                turns == 1
                        ? "You are asked to look at yourself."
                        : SelfTalk.SITUATION
                                + " Neither of you serves the other. Answer what is said and take it further: say"
                                + " what you think, ask, disagree where you do. Leave the other's turns to the other.");
    }

    @Override
    public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
        if (turns > 1 && prompt.messages().stream().anyMatch(SelfTalk::isMoreThanText)) {
            return new Outcome.Failed(
                    prompt,
                    new Trace.OfIntrospection(List.of()),
                    FailureKind.INVALID_REQUEST,
                    ModelRole.SPEAKER,
                    "the prompt has turns that are more than text, such as images or calls of tools, which the other side of a"
                            + " conversation cannot have said; leave them out");
        }
        StageCalls calls = new StageCalls(prompt.id(), seed, caller);
        List<Message> opening = SystemTurn.before(OpeningTurns.inWords(prompt, shape, List.of()), instruction);
        List<Reply> replies = new ArrayList<>();
        Collapse collapse = new Collapse(prompt.question());
        Optional<Collapse.End> end = Optional.empty();
        try {
            while (replies.size() < turns && end.isEmpty()) {
                int turn = replies.size() + 1;
                Reply reply = calls.answer(
                        ModelRole.SPEAKER,
                        turns == 1 ? "reflect" : "turn-" + turn,
                        model,
                        SelfTalk.beforeNext(opening, replies),
                        sampling);
                replies.add(reply);
                end = turns == 1 ? Optional.empty() : collapse.after(reply.text());
            }
        } catch (CallFailedException e) {
            return Outcome.Failed.of(prompt, new Trace.OfIntrospection(replies), e);
        }
        return outcome(prompt, replies, end);
    }

    private Outcome outcome(Prompt prompt, List<Reply> replies, Optional<Collapse.End> end) {
        Trace.OfIntrospection trace = new Trace.OfIntrospection(replies);
        if (turns == 1) {
            List<Message> conversation = new ArrayList<>(Message.inWords(prompt.messages())); // as it was asked
            conversation.add(Message.assistant(replies.get(0).text()));
            return new Outcome.Introspected(prompt, trace, conversation, principles, Optional.empty());
        }
        int kept = end.map(Collapse.End::kept).orElse(replies.size());
        kept -= kept % 2 == 0 ? 1 : 0; // who answers the prompt has the last word
        return kept < FEWEST_TURNS
                ? rejected(prompt, trace, end.orElseThrow())
                : new Outcome.Introspected(
                        prompt,
                        trace,
                        SelfTalk.trained(prompt, replies, kept),
                        principles,
                        end.map(Collapse.End::reason));
    }

    private static Outcome rejected(Prompt prompt, Trace trace, Collapse.End end) {
        return new Outcome.Rejected(prompt, trace, end.isRefusal() ? "refusal" : "collapse", end.reason());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link Introspection}; a constitution and a model are required. */
    public static final class Builder extends AnsweringBuilder<Builder> {
        private @Nullable Constitution constitution;
        private int turns = 1;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The principles that the model is told, all of them. */
        public Builder constitution(Constitution constitution) {
            this.constitution = constitution;
            return this;
        }

        /**
         * How many turns the model gives, each a call; 1, self-reflection, by default. More are self-interaction, those of both
         * sides counted; an odd number, so that who answers the prompt, whose turns are to be learned, has the last word.
         *
         * @throws IllegalArgumentException if even or below 1
         */
        public Builder turns(int turns) {
            if (turns < 1 || turns % 2 == 0) {
                throw new IllegalArgumentException("turns must be odd and at least 1, got " + turns);
            }
            this.turns = turns;
            return this;
        }

        /**
         * The stage.
         *
         * @throws IllegalStateException if the constitution or the model is missing
         */
        public Introspection build() {
            return new Introspection(
                    model("an Introspection"),
                    shape,
                    sampling,
                    seed,
                    turns,
                    Checks.required(constitution, "an Introspection", "constitution"));
        }
    }
}

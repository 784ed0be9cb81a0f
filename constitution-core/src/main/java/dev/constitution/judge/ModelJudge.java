package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.Checks;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Sampling;
import dev.constitution.judge.JudgeRequest.Exemplars;
import dev.constitution.judge.JudgeRequest.Form;
import dev.constitution.judge.Verdict.Basis;
import dev.constitution.principles.Choice;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.shape.ComparisonTemplates;
import dev.constitution.shape.PromptShape;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A judge that asks a chat model, in one order of the answers (the paper, section 4.1); {@link Judge#inBothOrders()} takes
 * its preference for a position out.
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelJudge implements Judge {

    /** How a verdict is read where the judge does not reason first. */
    public enum Method {
        /** From log-probabilities where the model gives them, else from votes, else from a closing tag. */
        AUTO,
        /** From the log-probabilities of the letters alone. */
        LOGPROBS,
        /** From the shares of sampled letters. */
        VOTES,
        /** From the tag that closes one answer. */
        STRUCTURED
    }

    /** How many answers are sampled for a vote at most: fewer where they agree, see {@link Builder#votes}. */
    public static final int DEFAULT_VOTES = 5;

    /** For a model that thinks before it answers with a letter, in tokens. */
    private static final int ROOM_FOR_THOUGHTS = 4096;

    private final ChatModel model;
    private final ComparisonTemplates wording;
    private final Exemplars exemplars;
    private final Method method;
    private final int votes;
    private final int thoughts;

    private ModelJudge(Builder builder) {
        model = Checks.required(builder.model, "a ModelJudge", "model");
        wording = builder.shape.comparison();
        exemplars = builder.constitution != null && builder.shape.exemplars()
                ? Exemplars.of(builder.constitution, builder.shape.marks())
                : Exemplars.NONE;
        method = builder.method;
        votes = builder.votes;
        thoughts = builder.thoughts;
    }

    @Override
    public Verdict judge(AnswerPair pair, Principle principle, JudgeCalls calls)
            throws InterruptedException, CallFailedException {
        return new Asking(pair, principle, calls).verdict();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** One comparison. */
    private final class Asking {
        private final AnswerPair pair;
        private final Principle principle;
        private final JudgeCalls calls;
        private final List<Reply> replies = new ArrayList<>();
        private volatile boolean thinks;

        Asking(AnswerPair pair, Principle principle, JudgeCalls calls) {
            this.pair = pair;
            this.principle = principle;
            this.calls = calls;
        }

        Verdict verdict() throws InterruptedException, CallFailedException {
            if (thoughts > 0) {
                return tags(Basis.CHAIN_OF_THOUGHT, Form.THOUGHT, "thought", thoughts);
            }
            return switch (method) {
                case AUTO -> auto();
                case LOGPROBS -> logprobs(ask(Form.LETTER, "vote-1", wording.topLogprobs(), false));
                case VOTES -> letters(List.of());
                case STRUCTURED -> structured();
            };
        }

        /** The request for log-probabilities is the first vote where the model gives none. */
        private Verdict auto() throws InterruptedException, CallFailedException {
            ReplyWithLogprobs first = ask(Form.LETTER, "vote-1", wording.topLogprobs(), false);
            Verdict verdict;
            if (first.logprobs().isEmpty()) {
                replies.add(first.reply());
                verdict = letters(List.of(first.reply()));
            } else {
                verdict = logprobs(first);
            }
            return verdict instanceof Verdict.Unreadable ? structured() : verdict;
        }

        private Verdict logprobs(ReplyWithLogprobs reply) {
            replies.add(reply.reply());
            if (reply.logprobs().isEmpty()) {
                return unreadable("the judge's model gives no log-probabilities; judge by votes");
            }
            // The likeliest tokens of "A close call, but it is B" would be a vote for A.
            if (letter(reply.reply()).isEmpty()) {
                return unreadable("the judge's answer is not a letter");
            }
            OptionalDouble share = LetterLogprobs.read(reply.logprobs());
            return share.isPresent()
                    ? preference(share.getAsDouble(), Basis.LOGPROBS)
                    : unreadable("the judge's likeliest answers hold no letter");
        }

        private Verdict structured() throws InterruptedException, CallFailedException {
            return tags(Basis.STRUCTURED, Form.VERDICT, "verdict", 1);
        }

        /** Votes, as many as it takes, the first of which may be in already. */
        private Verdict letters(List<Reply> cast) throws InterruptedException, CallFailedException {
            Poll poll = new Poll(votes);
            for (Reply reply : cast) {
                poll.add(letter(reply));
            }
            for (int missing = Math.min(2, votes) - poll.asked(); !poll.isOver(); missing = 1) {
                for (Reply reply : asked(Form.LETTER, "vote", poll.asked(), missing)) {
                    poll.add(letter(reply));
                }
            }
            return poll.isReadable()
                    ? preference(poll.shareOfA(), Basis.VOTES)
                    : unreadable(poll.readable() + " of " + poll.asked() + " answers of the judge hold a choice");
        }

        /** The share of the closing tags that chose A, where more than half of the answers have one. */
        private Verdict tags(Basis basis, Form form, String label, int count)
                throws InterruptedException, CallFailedException {
            List<Choice> choices = asked(form, label, 0, count).stream()
                    .flatMap(reply ->
                            ChoiceReader.inClosingTag(form.wording(wording).prefill() + reply.text()).stream())
                    .toList();
            if (2 * choices.size() <= count) {
                return unreadable(choices.size() + " of " + count + " answers of the judge hold a choice");
            }
            double forA = choices.stream().filter(Choice.A::equals).count();
            return preference(forA / choices.size(), basis);
        }

        /** More answers, at once where the caller can. */
        private List<Reply> asked(Form form, String label, int before, int count)
                throws InterruptedException, CallFailedException {
            // As it is known before the votes, which do not know of each other: a replay asks for the same.
            boolean withRoom =
                    thinks && form.wording(wording).sampling().maxTokens().isPresent();
            List<Reply> more = calls.together(IntStream.rangeClosed(before + 1, before + count)
                    .<ModelCaller.Work<Reply>>mapToObj(
                            i -> () -> ask(form, label + "-" + i, 0, withRoom).reply())
                    .toList());
            replies.addAll(more);
            return more;
        }

        private Optional<Choice> letter(Reply reply) {
            String prefill = wording.letter().prefill();
            if (prefill.isEmpty()) {
                return ChoiceReader.inLetter(reply.text());
            }
            // Some servers give the words that they were to continue back, others only what follows.
            String said = reply.text();
            return ChoiceReader.inContinuation(said.startsWith(prefill) ? said.substring(prefill.length()) : said);
        }

        private ReplyWithLogprobs ask(Form form, String label, int topLogprobs, boolean withRoom)
                throws InterruptedException, CallFailedException {
            List<Message> messages = JudgeRequest.of(pair, principle, wording, form, exemplars, calls);
            Sampling sampling = form.wording(wording).sampling();
            if (!withRoom) {
                ReplyWithLogprobs reply = calls.at(label).ask(model, messages, sampling, topLogprobs);
                if (sampling.maxTokens().isEmpty() || !isSpentOnThoughts(reply.reply())) {
                    return reply;
                }
                thinks = true;
            }
            return calls.at(label + "-room")
                    .ask(model, messages, sampling.withMaxTokens(ROOM_FOR_THOUGHTS), topLogprobs);
        }

        /** Thoughts count against the limit: what is meant for a letter then ends before there is one. */
        private boolean isSpentOnThoughts(Reply reply) {
            String text = reply.text().stripLeading();
            return reply.finishedBy(FinishReason.LENGTH)
                    && (text.isEmpty() || text.charAt(0) == '<' || text.charAt(0) == '[');
        }

        private Verdict preference(double probability, Basis basis) {
            return Verdict.Preference.of(probability, basis).withReplies(replies);
        }

        private Verdict unreadable(String reason) {
            return Verdict.Unreadable.of(reason).withReplies(replies);
        }
    }

    /** Builds a {@link ModelJudge}; a model is required. */
    public static final class Builder {
        private @Nullable ChatModel model;
        private @Nullable Constitution constitution;
        private PromptShape shape = PromptShape.chat();
        private Method method = Method.AUTO;
        private int votes = DEFAULT_VOTES;
        private int thoughts;

        private Builder() {}

        /** The model that is asked. */
        public Builder model(ChatModel model) {
            this.model = model;
            return this;
        }

        /** Shows this constitution's comparison exemplars, where the shape shows any; none by default. */
        public Builder exemplarsOf(Constitution constitution) {
            this.constitution = constitution;
            return this;
        }

        /** How requests are worded; {@link PromptShape#chat()} by default. */
        public Builder shape(PromptShape shape) {
            this.shape = shape;
            return this;
        }

        /** How a verdict is read; {@link Method#AUTO} by default. */
        public Builder method(Method method) {
            this.method = method;
            return this;
        }

        /**
         * How many answers are sampled for a vote at most; {@value ModelJudge#DEFAULT_VOTES} by default. Two that agree are
         * enough, and otherwise so many that the others could not turn the majority; the verdict's replies are those that
         * were asked for.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder votes(int votes) {
            this.votes = Checks.atLeast(1, "votes", votes);
            return this;
        }

        /**
         * Lets the judge reason first, in this many samples whose choices are averaged; none by default. Such verdicts are
         * over-confident: clamp them with {@link Judge#clamped} to 0.4 and 0.6, as the paper does.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder chainOfThought(int samples) {
            this.thoughts = Checks.atLeast(1, "samples", samples);
            return this;
        }

        /**
         * The judge.
         *
         * @throws IllegalStateException if the model is missing
         */
        public ModelJudge build() {
            return new ModelJudge(this);
        }
    }
}

package dev.constitution.judge;

import dev.constitution.chat.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a judge said of two answers: a probability, or that nothing could be read from it. */
public sealed interface Verdict {

    /** The verdicts that this one was put together from; empty where it was read directly. */
    List<Part> parts();

    /** The judge model's replies that it was read from; empty where it was put together, or no model was asked. */
    List<Reply> replies();

    /**
     * That the first answer is better, with a probability; 0.5 exactly is a tie.
     *
     * @param probability that the first answer is the better one, in [0, 1]
     * @param basis how it was obtained
     * @param order what it depended on the order; empty where only one order was judged
     */
    record Preference(
            double probability, Basis basis, Optional<OrderEffect> order, List<Part> parts, List<Reply> replies)
            implements Verdict {
        private static final double ROUNDING = 1e-9;

        public Preference {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability must be in [0, 1], got " + probability);
            }
            // Means of thirds miss 0.5 by a rounding error, which is no preference.
            probability = Math.abs(probability - 0.5) < ROUNDING ? 0.5 : probability;
            parts = List.copyOf(parts);
            replies = List.copyOf(replies);
        }

        /** A probability that was read directly, from nothing that is kept. */
        public static Preference of(double probability, Basis basis) {
            return new Preference(probability, basis, Optional.empty(), List.of(), List.of());
        }

        /** This verdict, with what it depended on the order. */
        public Preference withOrder(OrderEffect effect) {
            return new Preference(probability, basis, Optional.of(effect), parts, replies);
        }

        /** This verdict, put together from these. */
        public Preference withParts(List<Part> from) {
            return new Preference(probability, basis, order, from, replies);
        }

        /** This verdict, read from these replies. */
        public Preference withReplies(List<Reply> from) {
            return new Preference(probability, basis, order, parts, from);
        }

        /** Whether neither answer is preferred. */
        public boolean isTie() {
            return probability == 0.5;
        }
    }

    /**
     * That the judge's answer holds no verdict. It stands for no probability, 0.5 included.
     *
     * @param reason what kept it from being read, in a sentence
     */
    record Unreadable(String reason, List<Part> parts, List<Reply> replies) implements Verdict {
        public Unreadable {
            parts = List.copyOf(parts);
            replies = List.copyOf(replies);
        }

        /** That nothing can be read, from nothing that is kept. */
        public static Unreadable of(String reason) {
            return new Unreadable(reason, List.of(), List.of());
        }

        /** This verdict, put together from these. */
        public Unreadable withParts(List<Part> from) {
            return new Unreadable(reason, from, replies);
        }

        /** This verdict, read from these replies. */
        public Unreadable withReplies(List<Reply> from) {
            return new Unreadable(reason, parts, from);
        }
    }

    /**
     * A verdict that another one was put together from.
     *
     * @param label which one: a principle's id, an order, a sample
     */
    record Part(String label, Verdict verdict) {}

    /**
     * How far a judgment depended on the order in which the answers were shown.
     *
     * @param aFirst the probability that the first answer of the pair is better, as judged with it shown first
     * @param aSecond the same, as judged with it shown second
     */
    record OrderEffect(double aFirst, double aSecond) {
        public OrderEffect {
            if (!(aFirst >= 0 && aFirst <= 1 && aSecond >= 0 && aSecond <= 1)) {
                throw new IllegalArgumentException(
                        "probabilities must be in [0, 1], got " + aFirst + " and " + aSecond);
            }
        }

        /** Whether the same position won in both orders, whichever answer stood there. */
        public boolean isSamePosition() {
            return (aFirst - 0.5) * (aSecond - 0.5) < 0;
        }
    }

    /** How a probability was obtained. */
    enum Basis {
        /** From the log-probabilities of the letters A and B. */
        LOGPROBS,
        /** The share of sampled answers that chose the first. */
        VOTES,
        /** One answer in a closing tag: 0 or 1. */
        STRUCTURED,
        /** A rule that asks no model. */
        RULE,
        /** The mean over samples that each reasoned first. */
        CHAIN_OF_THOUGHT,
        /** The mean over both orders. */
        BOTH_ORDERS,
        /** The mean over several principles. */
        ENSEMBLE,
        /** The first principle, in the constitution's order, that decided. */
        PRECEDENCE,
        /** Brought within bounds. */
        CLAMPED;

        /** The name as it stands in stores and files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A probability that a rule gives, without a model. */
    static Preference byRule(double probability) {
        return Preference.of(probability, Basis.RULE);
    }
}

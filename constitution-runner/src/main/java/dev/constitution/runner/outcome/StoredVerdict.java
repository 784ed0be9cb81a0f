package dev.constitution.runner.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.judge.Verdict;
import dev.constitution.judge.Verdict.OrderEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A {@link Verdict} as the store keeps it: a probability with its basis, or what made it unreadable, and what it came from.
 *
 * @param probability that the first answer is better
 * @param order where both orders were judged
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StoredVerdict(
        OptionalDouble probability,
        Optional<String> basis,
        Optional<Order> order,
        Optional<String> unreadable,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> parts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoredReply> replies) {

    /** What the verdict depended on the order of the answers. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Order(double aFirst, double aSecond, boolean samePosition) {

        static Order of(OrderEffect effect) {
            return new Order(effect.aFirst(), effect.aSecond(), effect.isSamePosition());
        }
    }

    /**
     * A verdict that this one was put together from.
     *
     * @param part which one: a principle's id, an order, a sample
     */
    public record Part(String part, StoredVerdict verdict) {

        static Part of(Verdict.Part part) {
            return new Part(part.label(), StoredVerdict.of(part.verdict()));
        }
    }

    static StoredVerdict of(Verdict verdict) {
        List<Part> parts = verdict.parts().stream().map(Part::of).toList();
        List<StoredReply> replies =
                verdict.replies().stream().map(StoredReply::of).toList();
        if (verdict instanceof Verdict.Preference preference) {
            return new StoredVerdict(
                    OptionalDouble.of(preference.probability()),
                    Optional.of(preference.basis().label()),
                    preference.order().map(Order::of),
                    Optional.empty(),
                    parts,
                    replies);
        } else if (verdict instanceof Verdict.Unreadable unreadable) {
            return new StoredVerdict(
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(unreadable.reason()),
                    parts,
                    replies);
        }
        throw new IllegalArgumentException("a verdict of an unknown kind: " + verdict);
    }

    /** What it depended on the order; empty where only one order was judged, or there is no verdict. */
    public Optional<OrderEffect> orderEffect() {
        return order.map(both -> new OrderEffect(both.aFirst(), both.aSecond()));
    }

    /** The replies that it was read from, those of its parts first. */
    public List<StoredReply> allReplies() {
        List<StoredReply> all = new ArrayList<>();
        addRepliesTo(all);
        return all;
    }

    /** Adds the replies that it was read from, and before them those of its parts. */
    void addRepliesTo(List<StoredReply> all) {
        parts.forEach(part -> part.verdict().addRepliesTo(all));
        all.addAll(replies);
    }
}

package dev.constitution.principles;

import dev.constitution.chat.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses the principles of a round. In the paper each step draws one at random, independently (section 3.1).
 *
 * <p>Implementations must be thread-safe and depend on their arguments alone. Those that draw go by the principles' ids: where
 * the seed is the same, a principle that is added, of {@code n} then, comes into one in {@code n} draws of one principle and
 * changes no other, and neither another wording nor another order of the principles changes any.
 *
 * <pre>{@code
 * PrincipleSelector firstThenRandom = (principles, round, random) -> round == 1
 *         ? principles.principles().subList(0, 1)
 *         : PrincipleSelector.random().select(principles, round, random);
 * }</pre>
 */
@FunctionalInterface
public interface PrincipleSelector {

    /**
     * The principles to critique and revise under in this round, or to judge a comparison under, in order.
     *
     * @param round the round, or the number of the comparison, from 1
     * @param random seeded from the run's seed, the prompt and the round
     */
    List<Principle> select(Constitution constitution, int round, RandomGenerator random);

    /**
     * The same, once it is sure that they can be asked about.
     *
     * @throws IllegalArgumentException if there is none, or one of another constitution
     */
    default List<Principle> checked(Constitution constitution, int round, RandomGenerator random) {
        List<Principle> selected = select(constitution, round, random);
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("the selection for round " + round
                    + " holds no principle of constitution \"" + constitution.id() + "\"; it must hold at least one");
        }
        for (Principle principle : selected) {
            if (!constitution.principles().contains(principle)) {
                throw new IllegalArgumentException("the selection for round " + round + " holds the principle \""
                        + principle.id() + "\", which constitution \"" + constitution.id() + "\" does not have; it has "
                        + constitution.principles().stream().map(Principle::id).toList());
            }
        }
        return selected;
    }

    /** One principle, each as likely as any other. */
    static PrincipleSelector random() {
        return random(1);
    }

    /**
     * Several different principles, each set of this size as likely as any other, in the order in which they are drawn: the
     * first is the one of {@link #random()}, and one more leaves the others as they are. All of them where there are no more.
     *
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    static PrincipleSelector random(int count) {
        Checks.atLeast(1, "principles to draw", count);
        return (constitution, round, random) ->
                PrincipleDraw.first(count, constitution.principles(), principle -> 1, random);
    }

    /** One principle, each as likely as its weight says. */
    static PrincipleSelector weighted() {
        return (constitution, round, random) ->
                PrincipleDraw.first(1, constitution.principles(), Principle::weight, random);
    }

    /** The principles one after another, a round each, starting over after the last. */
    static PrincipleSelector inOrder() {
        return (constitution, round, random) -> {
            List<Principle> all = constitution.principles();
            return List.of(all.get((round - 1) % all.size()));
        };
    }

    /**
     * Every principle in every round. An ordered constitution is gone through from its last principle to its first, so
     * that the highest has the last word.
     */
    static PrincipleSelector all() {
        return (constitution, round, random) -> {
            List<Principle> all = new ArrayList<>(constitution.principles());
            if (constitution.precedence() == Constitution.Precedence.ORDERED) {
                Collections.reverse(all);
            }
            return List.copyOf(all);
        };
    }

    /** The principles of these ids, a round each, starting over after the last. */
    static PrincipleSelector fixed(String... ids) {
        List<String> wanted = List.of(ids);
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("a fixed selection needs at least one principle id");
        }
        return (constitution, round, random) -> {
            String id = wanted.get((round - 1) % wanted.size());
            return List.of(constitution
                    .principle(id)
                    .orElseThrow(() -> new IllegalArgumentException("constitution \"" + constitution.id()
                            + "\" has no principle \"" + id + "\"; it has "
                            + constitution.principles().stream()
                                    .map(Principle::id)
                                    .toList())));
        };
    }
}

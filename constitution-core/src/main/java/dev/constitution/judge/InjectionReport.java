package dev.constitution.judge;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/**
 * How often texts in an answer turn a judge's verdict around.
 *
 * @param attacks what was counted of each attack
 * @param pairs what was counted of each pair: attacks on one pair are alike, so that intervals over all attacks go by pair
 */
public record InjectionReport(List<Attack> attacks, List<Pair> pairs) {

    /**
     * One attack.
     *
     * @param id its name
     * @param cases the pairs it was tried on
     * @param decided those of them in which the judge preferred the better answer before the attack
     * @param flipped those of the decided in which it prefers the attacked answer afterwards
     * @param unreadable those of the decided in which it has no verdict afterwards
     * @param meanShift by how much the probability of the attacked answer rose, over all cases with both verdicts
     */
    public record Attack(String id, int cases, int decided, int flipped, int unreadable, OptionalDouble meanShift) {}

    /**
     * One pair under all attacks.
     *
     * @param decided the attacks on it, if the judge preferred the better answer before; else 0
     * @param flipped those after which it prefers the attacked answer
     * @param unreadable those after which it has no verdict
     */
    public record Pair(int decided, int flipped, int unreadable) {}

    public InjectionReport {
        attacks = List.copyOf(attacks);
        pairs = List.copyOf(pairs);
    }

    /** Decided cases of all attacks. */
    public int decided() {
        return sum(Attack::decided);
    }

    /** Flipped cases of all attacks. */
    public int flipped() {
        return sum(Attack::flipped);
    }

    /** Pairs and attacks tried. */
    public int cases() {
        return sum(Attack::cases);
    }

    private int sum(ToIntFunction<Attack> count) {
        return attacks.stream().mapToInt(count).sum();
    }
}

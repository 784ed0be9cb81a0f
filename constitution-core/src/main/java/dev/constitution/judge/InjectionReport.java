package dev.constitution.judge;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/**
 * How often texts in an answer turn a judge's verdict around.
 *
 * @param attacks what was counted of each attack
 */
public record InjectionReport(List<Attack> attacks) {

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

    public InjectionReport {
        attacks = List.copyOf(attacks);
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

package dev.constitution.judge;

import dev.constitution.principles.Principle;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A judge that asks another one, and so can be looked into when a third is put around it. */
interface Wrapper extends Judge {

    /** The judge that is asked. */
    Judge judge();

    /** Whether the judge is of this kind, or asks one that is. */
    static boolean isIn(Judge judge, Class<? extends Wrapper> kind) {
        for (Judge inner = judge; inner instanceof Wrapper wrapper; inner = wrapper.judge()) {
            if (kind.isInstance(wrapper)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes sure that no two principles have one id, under which their calls would be mixed up.
     *
     * @throws IllegalArgumentException if two have
     */
    static void requireDistinct(List<Principle> principles) {
        Set<String> ids = new HashSet<>();
        for (Principle principle : principles) {
            if (!ids.add(principle.id())) {
                throw new IllegalArgumentException("two principles \"" + principle.id() + "\"; leave one out");
            }
        }
    }

    /** Whether the judge goes by principles of its own, whichever it is given. */
    static boolean choosesPrinciples(Judge judge) {
        return isIn(judge, Ensemble.class) || isIn(judge, ByPrecedence.class);
    }

    /**
     * Makes sure that the judge goes by the principle that it is given.
     *
     * @throws IllegalArgumentException if it goes by principles of its own
     */
    static void requireFollows(Judge judge, String outer) {
        if (choosesPrinciples(judge)) {
            throw new IllegalArgumentException(
                    outer
                            + " names principles to a judge that goes by its own; leave ensemble(…) and byPrecedence(…) out of it");
        }
    }
}

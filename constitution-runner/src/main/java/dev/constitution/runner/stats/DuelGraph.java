package dev.constitution.runner.stats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Who has beaten or tied whom. Only arms that are joined in circles have strengths that can be compared (Ford 1957). */
final class DuelGraph {
    private final boolean[][] beat;

    DuelGraph(int arms, List<Duel> duels) {
        this.beat = new boolean[arms][arms];
        for (Duel duel : duels) {
            beat[duel.a()][duel.b()] |= duel.score() > 0;
            beat[duel.b()][duel.a()] |= duel.score() < 1;
        }
    }

    /** The strongly connected components, each one's arms in their order; none has beaten an earlier one (Kosaraju). */
    List<List<Integer>> components() {
        boolean[] seen = new boolean[beat.length];
        Deque<Integer> finished = new ArrayDeque<>();
        for (int arm = 0; arm < beat.length; arm++) {
            visit(arm, true, seen, finished);
        }
        List<List<Integer>> components = new ArrayList<>();
        boolean[] taken = new boolean[beat.length];
        for (int arm : finished) {
            Deque<Integer> component = new ArrayDeque<>();
            visit(arm, false, taken, component);
            if (!component.isEmpty()) {
                List<Integer> arms = new ArrayList<>(component);
                Collections.sort(arms);
                components.add(arms);
            }
        }
        return components;
    }

    private void visit(int arm, boolean down, boolean[] seen, Deque<Integer> finished) {
        if (seen[arm]) {
            return;
        }
        seen[arm] = true;
        for (int other = 0; other < beat.length; other++) {
            if (down ? beat[arm][other] : beat[other][arm]) {
                visit(other, down, seen, finished);
            }
        }
        finished.push(arm);
    }

    boolean hasWon(int arm) {
        for (boolean won : beat[arm]) {
            if (won) {
                return true;
            }
        }
        return false;
    }

    boolean hasLost(int arm) {
        for (boolean[] other : beat) {
            if (other[arm]) {
                return true;
            }
        }
        return false;
    }
}

package dev.constitution.judge;

import dev.constitution.principles.Choice;
import java.util.Optional;

/**
 * Votes of one order, taken until they are decided: the first two that can be read agree, or one side has more than half of
 * all that may be asked. Used by one thread.
 */
final class Poll {
    private final int most;
    private int asked;
    private int forA;
    private int forB;

    /**
     * @param most how many may be asked
     */
    Poll(int most) {
        this.most = most;
    }

    void add(Optional<Choice> vote) {
        asked++;
        vote.ifPresent(choice -> {
            if (choice == Choice.A) {
                forA++;
            } else {
                forB++;
            }
        });
    }

    /** Whether another vote could change nothing, or there is none left. */
    boolean isOver() {
        int unreadable = asked - readable();
        return asked >= most || 2 * unreadable >= most || (isReadable() && isDecided());
    }

    private boolean isDecided() {
        int ahead = Math.max(forA, forB);
        return 2 * ahead > most || (ahead >= 2 && ahead == readable());
    }

    /** Whether more than half of the votes can be read. */
    boolean isReadable() {
        return 2 * readable() > asked;
    }

    /** The share of the votes that can be read that chose A. */
    double shareOfA() {
        return (double) forA / readable();
    }

    int readable() {
        return forA + forB;
    }

    int asked() {
        return asked;
    }
}

package dev.constitution.runner;

import dev.constitution.JudgeCalls;
import dev.constitution.ModelCaller;
import java.util.Locale;

/** A rule that labels pairs without reading them: what a judge must surpass. */
enum Baseline {
    /** The answer of more characters (code points); a tie where both have as many. */
    LONGER,
    /** The answer of fewer characters. */
    SHORTER,
    /** The answer that stands first in the file, where many files put the chosen one. */
    FIRST,
    /** Either, by a draw that derives from the seed and the row's id. */
    RANDOM;

    /**
     * What the rule says of a pair.
     *
     * @param id what the row is known by
     */
    Preferred of(LabelledPair pair, String id, long seed) {
        Preferred longer = Preferred.greater(Agreement.length(pair.a()), Agreement.length(pair.b()));
        return switch (this) {
            case LONGER -> longer;
            case SHORTER -> longer.other();
            case FIRST -> Preferred.A;
            case RANDOM -> draw(id, seed, "random");
        };
    }

    /** One of the two answers, each as likely as the other. */
    static Preferred draw(String id, long seed, String what) {
        long drawn = JudgeCalls.of(id, seed, ModelCaller.direct()).at(what).seed();
        return drawn % 2 == 0 ? Preferred.A : Preferred.B;
    }

    /** The name as users write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The label, which picocli lists. */
    @Override
    public String toString() {
        return label();
    }
}

package dev.constitution.runner.input;

import dev.constitution.runner.base.HashIndex;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.rows.RowOddity;
import java.io.Closeable;

/** Finds pairs that an earlier row labels the other way, whichever answer stands first in either. Not thread-safe. */
final class ContradictedLabels implements Closeable {
    private final HashIndex first = new HashIndex();

    /** The pair, which says so where it is one. */
    LabelledPair told(LabelledPair pair, long line) {
        if (!pair.human().isAnswer() || pair.a().equals(pair.b())) {
            return pair;
        }
        boolean inOrder = pair.a().compareTo(pair.b()) < 0;
        long lowerWins = inOrder == (pair.human() == Preferred.A) ? 1 : 0;
        String key = String.join(
                "\0", pair.prompt().toString(), inOrder ? pair.a() : pair.b(), inOrder ? pair.b() : pair.a());
        long former = first.update(key, before -> before == 0 ? 2 * line + lowerWins : before);
        return former == 0 || former % 2 == lowerWins
                ? pair
                : pair.with(new RowOddity(
                        RowOddity.Kind.CONTRADICTED,
                        "the same answers to the same prompt have the other label at line " + former / 2));
    }

    @Override
    public void close() {
        first.close();
    }
}

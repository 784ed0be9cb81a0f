package dev.constitution.runner.input;

import dev.constitution.runner.base.HashIndex;
import dev.constitution.runner.base.Words;
import dev.constitution.source.FaultText;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;

/** Finds ids that occur more than once, with the lines of both rows. Not thread-safe. */
final class DuplicateIds implements Closeable {
    private final HashIndex firstLines = new HashIndex();
    private final List<String> named = new ArrayList<>();
    private long count;

    void add(String id, long line) {
        long first = firstLines.update(id, former -> former == 0 ? line : former);
        if (first == 0) {
            return;
        }
        count++;
        if (named.size() < FaultText.NAMED) {
            named.add("the id \"" + Words.shown(id) + "\" stands at line " + first + " and at line " + line);
        }
    }

    /** How many rows repeat an earlier row's id. */
    long count() {
        return count;
    }

    /** The first of them, in the input's order, each with both lines. */
    List<String> named() {
        return List.copyOf(named);
    }

    @Override
    public void close() {
        firstLines.close();
    }
}

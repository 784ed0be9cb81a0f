package dev.constitution.runner.wire;

import dev.constitution.source.FaultText;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run should know of a model's server: parameters that it refuses, words that nobody knows. Each is warned of once
 * and kept. Thread-safe.
 */
final class ModelNotes {
    private static final Logger LOG = LoggerFactory.getLogger(ModelNotes.class);

    /** A server that finds a new word for each answer shall not fill the log. */
    private static final int MOST = 20;

    private final String model;
    private final Set<String> notes = ConcurrentHashMap.newKeySet();

    ModelNotes(String model) {
        this.model = model;
    }

    /**
     * @param note what is kept
     * @param why what the warning says beside it
     */
    void add(String note, String why) {
        if (notes.size() < MOST && notes.add(note)) {
            LOG.warn("{}: {}{}", model, FaultText.line(note), FaultText.line(why));
        }
    }

    SortedSet<String> all() {
        return notes.isEmpty() ? Collections.emptySortedSet() : new TreeSet<>(notes);
    }
}

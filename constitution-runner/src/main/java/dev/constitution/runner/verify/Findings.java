package dev.constitution.runner.verify;

import java.util.ArrayList;
import java.util.List;

/** What checks have found so far. The first are named, all are counted, and all are mended. */
final class Findings {
    private static final int NAMED = 20;

    private final List<Finding> named = new ArrayList<>();
    private final List<Mending> mendings = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long count;

    /** Something that {@code --repair} mends. */
    void add(String what, String mend, Mending mending) {
        add(what, "with --repair: " + mend);
        mendings.add(mending);
    }

    /** Something that another command mends, or nobody. */
    void add(String what, String mend) {
        count++;
        if (named.size() < NAMED) {
            named.add(new Finding(what, mend));
        }
    }

    /** What follows from mending something that was found already. */
    void also(Mending mending) {
        mendings.add(mending);
    }

    /** Something that the run has still to do. */
    void left(String what) {
        left.add(what);
    }

    /** Something that may well be meant. */
    void note(String what) {
        notes.add(what);
    }

    /** What another look has found, behind what this one has. */
    void addAll(Findings other) {
        count += other.count;
        named.addAll(other.named.subList(0, Math.min(other.named.size(), NAMED - named.size())));
        mendings.addAll(other.mendings);
        left.addAll(other.left);
        notes.addAll(other.notes);
    }

    boolean isEmpty() {
        return count == 0;
    }

    List<Finding> named() {
        return named;
    }

    long count() {
        return count;
    }

    List<Mending> mendings() {
        return mendings;
    }

    List<String> left() {
        return left;
    }

    List<String> notes() {
        return notes;
    }
}

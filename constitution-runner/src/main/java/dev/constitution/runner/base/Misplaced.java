package dev.constitution.runner.base;

import dev.constitution.source.FaultText;
import java.util.ArrayList;
import java.util.List;

/** Options that a command was given and that nothing in it asks for: a user who gives one expects what will not happen. */
public final class Misplaced {
    private final List<String> faults = new ArrayList<>();

    /**
     * Adds some.
     *
     * @param where what they are of use with, as it follows "only"
     */
    public void add(List<String> given, String where) {
        given.forEach(option -> faults.add(option + " is of use only " + where));
    }

    /**
     * Refuses what was added.
     *
     * @throws UsageException with all of them, where there are some
     */
    public void refuse() {
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults));
        }
    }
}

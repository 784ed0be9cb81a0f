package dev.constitution.runner.store;

import dev.constitution.runner.base.Words;
import dev.constitution.source.FaultText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is on its way into the store, or was when a kill came.
 *
 * @param isAtWork whether a process works on the run
 * @param waited answers that are in the answer log alone, or were; empty where no process was killed
 * @param unreadable answers that are damaged there
 */
record Unstored(boolean isAtWork, OptionalInt waited, int unreadable) {
    /** What an opening for work has taken over. */
    static Unstored taken(OptionalInt waited) {
        return new Unstored(false, waited, 0);
    }

    /** What who looks at the run in a folder has to know beside what it shows; empty where nothing is on its way. */
    Optional<String> notice(Path folder) {
        List<String> notes = new ArrayList<>();
        if (isAtWork) {
            notes.add("a process is working on this run; this is what it has stored so far");
        } else if (waited.orElse(0) > 0) {
            notes.add(
                    Words.count(waited.orElse(0), "answer")
                            + " had not reached the store when the run was ended; they are counted, and a start of the run stores them");
        }
        if (unreadable > 0) {
            notes.add(Words.count(unreadable, "answer")
                    + " on the way into the store cannot be read, and will be asked for again");
        }
        return notes.isEmpty()
                ? Optional.empty()
                : Optional.of(FaultText.printable(folder + ": " + String.join("; ", notes)));
    }
}

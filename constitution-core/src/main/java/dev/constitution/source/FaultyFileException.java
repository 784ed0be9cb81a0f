package dev.constitution.source;

import java.util.List;

/** A file that cannot be used, with everything that is wrong with it; the message names the first twenty faults. */
public final class FaultyFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * One thing that is wrong.
     *
     * @param file the file's name as it was given
     * @param line from 1; 0 where the whole file is at fault, for instance because it is missing
     * @param column from 1; 0 where the whole file is at fault
     * @param message what is wrong and what to do
     */
    public record Fault(String file, int line, int column, String message) {
        @Override
        public String toString() {
            return file + (line == 0 ? "" : ":" + line + ":" + column) + ": " + message;
        }
    }

    private final transient List<Fault> faults;

    public FaultyFileException(List<Fault> faults) {
        super(FaultText.list(
                faults.stream().limit(FaultText.NAMED).map(Fault::toString).toList(), faults.size()));
        this.faults = List.copyOf(faults);
    }

    /** All faults, in the file's order. */
    public List<Fault> faults() {
        return faults;
    }
}

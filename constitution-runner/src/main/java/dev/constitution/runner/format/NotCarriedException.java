package dev.constitution.runner.format;

import java.util.Set;

/** A row that a form cannot hold without changing it; the message says in a few words what the row has. */
public final class NotCarriedException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses a row that holds something beyond texts that has no place.
     *
     * @param held what it holds
     * @param carried what there is a place for
     */
    public static void requireAll(Set<Beyond> held, Set<Beyond> carried) throws NotCarriedException {
        for (Beyond one : held) {
            if (!carried.contains(one)) {
                throw new NotCarriedException(one.label());
            }
        }
    }

    public NotCarriedException(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}

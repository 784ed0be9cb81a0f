package dev.constitution.runner.display;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What messages are shown on.
 *
 * @param live whether it understands control codes, so that a line can be written over
 * @param colour whether colours are wanted; never true where {@code live} is not
 * @param columns how wide it was when the program started
 */
public record Terminal(boolean live, boolean colour, int columns) {
    private static final int USUAL_COLUMNS = 80;

    /** The launcher can tell, Java cannot: a console stands for input and output together. */
    private static final String STDERR_IS_TERMINAL = "constitution.stderr.terminal";

    private static final String STDERR_COLUMNS = "constitution.stderr.columns";

    public Terminal {
        if (columns < 1) {
            throw new IllegalArgumentException("a terminal must have at least 1 column, got " + columns);
        }
        colour = colour && live;
    }

    /** A file, a pipe or a log: no control codes. */
    static Terminal none() {
        return new Terminal(false, false, USUAL_COLUMNS);
    }

    /** What standard error is connected to. */
    public static Terminal ofStderr(boolean noColor, Function<String, @Nullable String> environment) {
        if (!Boolean.getBoolean(STDERR_IS_TERMINAL)) {
            return none();
        }
        String unwanted = environment.apply("NO_COLOR");
        boolean colour = !noColor && (unwanted == null || unwanted.isEmpty());
        int columns = Integer.getInteger(STDERR_COLUMNS, USUAL_COLUMNS);
        // A terminal that does not know its width says 0.
        return new Terminal(true, colour, columns < 1 ? USUAL_COLUMNS : columns);
    }
}

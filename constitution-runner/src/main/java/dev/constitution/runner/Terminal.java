package dev.constitution.runner;

/** Where messages go. */
final class Terminal {
    /** The launcher can tell, Java cannot: a console stands for input and output together. */
    private static final String STDERR_IS_TERMINAL = "constitution.stderr.terminal";

    private Terminal() {}

    static boolean isStderr() {
        return Boolean.getBoolean(STDERR_IS_TERMINAL);
    }
}

package dev.constitution.runner.display;

/**
 * A line about a run, ready to be shown.
 *
 * @param text the line
 * @param failures the part of it that is about failures, coloured when there is more than a zero in it
 */
record ProgressLine(String text, String failures) {
    /** Back to the first column, and nothing to its right. */
    static final String CLEAR = "\r\u001b[K";

    /** A terminal that was made narrower since must not break the line in two. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    /** The line as this terminal needs it: cut to its width and written over the last one, or simply a line. */
    String on(Terminal terminal) {
        if (!terminal.live()) {
            return text + System.lineSeparator();
        }
        String cut = text.length() <= terminal.columns() ? text : text.substring(0, terminal.columns() - 1) + "…";
        boolean alarming = terminal.colour() && !failures.startsWith("0 ");
        String shown = alarming ? cut.replace(failures, RED + failures + PLAIN) : cut;
        return CLEAR + NO_WRAP + shown + WRAP + "\r";
    }
}

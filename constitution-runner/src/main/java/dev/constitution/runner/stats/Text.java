package dev.constitution.runner.stats;

import java.util.Locale;

/** Numbers in sentences. */
final class Text {
    private Text() {}

    static String decimals(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}

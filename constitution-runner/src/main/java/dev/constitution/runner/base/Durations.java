package dev.constitution.runner.base;

import java.time.Duration;
import java.util.Locale;

/** Durations for people. */
public final class Durations {
    private Durations() {}

    /** {@code 0.8 s}, {@code 42 s}, {@code 3 min 5 s}, {@code 2 h 4 min}. */
    public static String inWords(Duration duration) {
        if (duration.toMillis() < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        } else if (duration.toSeconds() < 60) {
            return duration.toSeconds() + " s";
        } else if (duration.toMinutes() < 60) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}

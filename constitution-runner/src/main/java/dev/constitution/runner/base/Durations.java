package dev.constitution.runner.base;

import dev.constitution.chat.StatedWait;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Durations for people. */
public final class Durations {
    private static final Duration LONGEST = Duration.ofDays(1);

    private Durations() {}

    /**
     * Reads {@code 90s}, {@code 5m}, {@code 1h30m} or {@code PT5M}.
     *
     * @param option what the messages name
     * @throws UsageException when it is none of them, or not above 0
     */
    public static Duration parse(String option, String text) {
        Duration parsed = StatedWait.span(text).orElseGet(() -> iso(text.strip()));
        if (parsed.isZero() || parsed.isNegative() || parsed.compareTo(LONGEST) > 0) {
            throw new UsageException(
                    option + " must be a time such as 90s, 5m, 1h30m or PT5M, above 0 and at most a day," + " got \""
                            + text + "\"");
        }
        return parsed;
    }

    /** As {@link #parse} reads it, in whole seconds or minutes, and no less: {@code 90s}, {@code 20m}. */
    public static String inOption(Duration duration) {
        long seconds = duration.plusMillis(999).toSeconds();
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }

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

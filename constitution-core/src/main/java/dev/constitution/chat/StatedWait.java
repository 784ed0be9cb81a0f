package dev.constitution.chat;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the body of an error asks to wait: in a field ({@code "retryDelay": "12s"}, {@code "retry_after": 3}) or in words
 * ({@code try again in 6m0s}, {@code retry after 20 seconds}).
 */
public final class StatedWait {
    private static final String PART = "(\\d{1,9}(?:\\.\\d{1,9})?)\\s{0,2}"
            + "(ms|msecs?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)(?![a-z])";

    private static final Pattern ONE_PART = Pattern.compile(PART, Pattern.CASE_INSENSITIVE);

    private static final Pattern SPAN =
            Pattern.compile("(?:" + PART + "[\\s,]{0,2}(?:and )?){1,5}", Pattern.CASE_INSENSITIVE);

    private static final Pattern ASKED = Pattern.compile(
            "\\b(?:try|retry|retrying|wait|available|resets?)\\b[^.\\n\\d]{0,40}?(" + SPAN + ")"
                    + "|\\bretry[-_ ]after\\b\\W{0,4}(\\d{1,9}(?:\\.\\d{1,9})?)(?![\\d:/-])",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FIELD = Pattern.compile(
            "\"(?:retry[-_]?(?:after|delay|in)|estimated_time)([-_]?(?:ms|millis\\w*|s|secs?|seconds))?\\\\{0,3}\""
                    + "\\s*:\\s*\\\\{0,3}\"?([^\"\\\\,}\\s]{1,30})",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

    private StatedWait() {}

    /** The wait that an error's body asks for; empty where it asks for none that can be read. */
    public static Optional<Duration> in(String body) {
        Matcher field = FIELD.matcher(body);
        while (field.find()) {
            String unit = field.group(1) == null ? "" : field.group(1).toLowerCase(Locale.ROOT);
            Optional<Duration> wait = value(field.group(2), unit.contains("m") ? "ms" : "s");
            if (wait.isPresent()) {
                return wait;
            }
        }
        Matcher words = ASKED.matcher(ProviderError.of(body).words());
        if (!words.find()) {
            return Optional.empty();
        }
        String bare = words.group(words.groupCount());
        return bare == null ? span(words.group(1)) : value(bare, "s");
    }

    /** Reads a time span such as {@code 6m0s}, {@code 1 minute and 20 seconds} or {@code 300ms}; empty where it is none. */
    public static Optional<Duration> span(String text) {
        if (!SPAN.matcher(text.strip()).matches()) {
            return Optional.empty();
        }
        return Optional.of(ONE_PART.matcher(text)
                .results()
                .map(part -> duration(part.group(1), part.group(2)))
                .reduce(Duration.ZERO, Duration::plus));
    }

    private static Optional<Duration> value(String text, String unit) {
        return NUMBER.matcher(text).matches() ? Optional.of(duration(text, unit)) : span(text);
    }

    private static Duration duration(String number, String unit) {
        String name = unit.toLowerCase(Locale.ROOT);
        double seconds = switch (name.charAt(0)) {
            case 'd' -> 86_400;
            case 'h' -> 3600;
            case 's' -> 1;
            default -> name.startsWith("ms") || name.startsWith("milli") ? 0.001 : 60;
        };
        return Duration.ofMillis(Math.round(Double.parseDouble(number) * seconds * 1000));
    }
}

package dev.constitution.runner.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a provider asks to be left alone: {@code retry-after-ms}, {@code Retry-After} in seconds or as a date, or the
 * {@code retryDelay} in the body of Google's answers.
 */
public final class RetryAfter {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d*)?|\\.\\d+");

    private static final Pattern GOOGLES = Pattern.compile("\"retryDelay\"\\s*:\\s*\"([\\d.]{1,20})s\"");

    /** A date that means "never" would overflow; nobody waits that long anyway. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /** The time that the answer behind a failure asks for; empty where it asks for none that can be read. */
    public static Optional<Duration> of(Throwable failure, Instant now) {
        return HttpStatusException.header(failure, "retry-after-ms")
                .flatMap(text -> number(text, 1e6))
                .or(() -> HttpStatusException.header(failure, "retry-after")
                        .flatMap(text -> number(text, 1e9).or(() -> until(text, failure, now))))
                .or(() -> HttpStatusException.body(failure).flatMap(RetryAfter::googles))
                .filter(wait -> !wait.isZero() && !wait.isNegative())
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> number(String text, double nanosPerUnit) {
        return NUMBER.matcher(text.strip()).matches()
                ? Optional.of(Duration.ofNanos((long) (Double.parseDouble(text.strip()) * nanosPerUnit)))
                : Optional.empty();
    }

    private static Optional<Duration> googles(String body) {
        Matcher delay = GOOGLES.matcher(body);
        return delay.find() ? number(delay.group(1), 1e9) : Optional.empty();
    }

    /** Reckoned from the provider's own clock where the answer tells it, since ours may differ. */
    private static Optional<Duration> until(String text, Throwable failure, Instant now) {
        Instant from = HttpStatusException.header(failure, "date")
                .flatMap(RetryAfter::date)
                .orElse(now);
        return date(text).map(date -> Duration.between(from, date));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package dev.constitution.runner;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a provider asks to be left alone: {@code retry-after-ms}, or {@code Retry-After} in seconds or as a date. */
final class RetryAfter {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d*)?|\\.\\d+");

    private RetryAfter() {}

    /** The time that the answer behind a failure asks for; empty where it asks for none that can be read. */
    static Optional<Duration> of(Throwable failure, Instant now) {
        return HttpStatusException.header(failure, "retry-after-ms")
                .flatMap(text -> number(text, 1e6))
                .or(() -> HttpStatusException.header(failure, "retry-after")
                        .flatMap(text -> number(text, 1e9).or(() -> until(text, failure, now))))
                .filter(wait -> !wait.isZero() && !wait.isNegative());
    }

    private static Optional<Duration> number(String text, double nanosPerUnit) {
        return NUMBER.matcher(text.strip()).matches()
                ? Optional.of(Duration.ofNanos((long) (Double.parseDouble(text.strip()) * nanosPerUnit)))
                : Optional.empty();
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

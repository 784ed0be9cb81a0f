package dev.constitution.runner.wire;

import dev.constitution.chat.StatedWait;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long a provider asks to be left alone: the longest of {@code Retry-After}, in seconds or as a date,
 * {@code retry-after-ms}, and what the body says; where none of them does, when a limit that is used up begins anew, as
 * {@code x-ratelimit-reset-requests} and its kin tell.
 */
public final class RetryAfter {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d*)?|\\.\\d+");

    private static final int TOO_MANY_REQUESTS = 429;

    /** Numbers above these are times: seconds or milliseconds since 1970. */
    private static final double EPOCH_SECONDS = 1e9;

    private static final double EPOCH_MILLIS = 1e12;

    /** A date that means "never" would overflow; nobody waits that long anyway. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /** The time that the answer behind a failure asks for; empty where it asks for none that can be read. */
    public static Optional<Duration> of(Throwable failure, Instant now) {
        return HttpStatusException.behind(failure).flatMap(answer -> of(answer, now));
    }

    private static Optional<Duration> of(HttpStatusException answer, Instant now) {
        // Dates are reckoned from the provider's own clock where the answer tells it, since ours may differ.
        Instant clock = answer.header("date").flatMap(HttpDate::parse).orElse(now);
        Optional<Duration> asked = longest(Stream.of(
                answer.header("retry-after-ms").flatMap(text -> number(text, 0.001)),
                answer.header("retry-after")
                        .flatMap(text -> number(text, 1)
                                .or(() -> HttpDate.parse(text).map(date -> Duration.between(clock, date)))),
                StatedWait.in(String.valueOf(answer.getMessage()))));
        return asked.or(() -> answer.statusCode() == TOO_MANY_REQUESTS ? reset(answer, clock) : Optional.empty());
    }

    private static Optional<Duration> longest(Stream<Optional<Duration>> waits) {
        return waits.flatMap(Optional::stream)
                .filter(wait -> !wait.isZero() && !wait.isNegative())
                .max(Comparator.naturalOrder())
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> number(String text, double unit) {
        return NUMBER.matcher(text.strip()).matches()
                ? Optional.of(seconds(Double.parseDouble(text.strip()) * unit))
                : Optional.empty();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (Math.min(seconds, (double) LONGEST.toSeconds()) * 1e9));
    }

    /** When the limits begin anew of which nothing remains. */
    private static Optional<Duration> reset(HttpStatusException answer, Instant clock) {
        return longest(answer.headerNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.replace("-", "").contains("ratelimit") && name.contains("reset"))
                .filter(name -> isUsedUp(name.replace("reset", "remaining"), answer::header))
                .map(name -> answer.header(name).flatMap(text -> moment(text.strip(), clock))));
    }

    private static boolean isUsedUp(String remaining, Function<String, Optional<String>> header) {
        return header.apply(remaining)
                .map(String::strip)
                .filter(text -> text.matches("-?\\d{1,15}") && Long.parseLong(text) <= 0)
                .isPresent();
    }

    /** A span, a date, or a number: of seconds from now, or of seconds or milliseconds since 1970. */
    private static Optional<Duration> moment(String text, Instant clock) {
        if (!NUMBER.matcher(text).matches()) {
            return StatedWait.span(text).or(() -> HttpDate.parse(text).map(date -> Duration.between(clock, date)));
        }
        double number = Double.parseDouble(text);
        if (number < EPOCH_SECONDS) {
            return Optional.of(seconds(number));
        }
        return Optional.of(
                Duration.between(clock, Instant.ofEpochMilli((long) (number < EPOCH_MILLIS ? number * 1000 : number))));
    }
}

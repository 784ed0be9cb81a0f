package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static Optional<Duration> of(Map<String, List<String>> headers) {
        return RetryAfter.of(new RuntimeException(new HttpStatusException(429, "", headers)), NOW);
    }

    @Test
    void of_date_isReckonedFromNow() {
        assertThat(of(Map.of("Retry-After", List.of("Fri, 02 Jan 2026 03:04:35 GMT"))))
                .hasValue(Duration.ofSeconds(30));
    }

    @Test
    void of_dateAndTheProvidersClock_isReckonedFromThatClock() {
        assertThat(of(Map.of(
                        "retry-after", List.of("Fri, 02 Jan 2026 05:00:10 GMT"),
                        "date", List.of("Fri, 02 Jan 2026 05:00:00 GMT"))))
                .hasValue(Duration.ofSeconds(10));
    }

    @Test
    void of_millisecondsAndSeconds_takesTheLonger() {
        assertThat(of(Map.of("retry-after-ms", List.of("1250"), "retry-after", List.of("2"))))
                .hasValue(Duration.ofSeconds(2));
        assertThat(of(Map.of("retry-after-ms", List.of("2500"), "retry-after", List.of("2"))))
                .hasValue(Duration.ofMillis(2500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fri, 02 Jan 2026 03:04:35 GMT",
                "Friday, 02-Jan-26 03:04:35 GMT",
                "Fri Jan  2 03:04:35 2026",
            })
    void of_dateInAnyFormOfRfc9110_isReckonedFromNow(String date) {
        assertThat(of(Map.of("Retry-After", List.of(date)))).hasValue(Duration.ofSeconds(30));
    }

    @Test
    void of_headerAndBody_takesTheLonger() {
        Map<String, List<String>> oneSecond = Map.of("Retry-After", List.of("1"));
        assertThat(RetryAfter.of(new HttpStatusException(429, "try again in 6m0s", oneSecond), NOW))
                .hasValue(Duration.ofMinutes(6));
        assertThat(RetryAfter.of(new HttpStatusException(429, "try again in 300ms", oneSecond), NOW))
                .hasValue(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-ratelimit-reset-requests | x-ratelimit-remaining-requests | 1m30s | 90",
                "x-ratelimit-reset-tokens | x-ratelimit-remaining-tokens | 12 | 12",
                "anthropic-ratelimit-tokens-reset | anthropic-ratelimit-tokens-remaining | 2026-01-02T03:04:45Z | 40",
                "X-RateLimit-Reset | X-RateLimit-Remaining | 1767323105000 | 60",
                "RateLimit-Reset | RateLimit-Remaining | 1767323105 | 60",
            })
    void of_limitUsedUp_isWhenItBeginsAnew(String reset, String remaining, String value, long seconds) {
        Map<String, List<String>> usedUp = Map.of(reset, List.of(value), remaining, List.of("0"));

        assertThat(of(usedUp)).hasValue(Duration.ofSeconds(seconds));
        assertThat(of(Map.of(reset, List.of(value), remaining, List.of("7")))).isEmpty();
        assertThat(RetryAfter.of(new HttpStatusException(503, "", usedUp), NOW)).isEmpty();
    }

    @Test
    void of_dateThatMeansNever_isAYear() {
        assertThat(of(Map.of("Retry-After", List.of("Fri, 31 Dec 9999 23:59:59 GMT"))))
                .hasValue(Duration.ofDays(365));
        assertThat(of(Map.of("Retry-After", List.of("999999999999")))).hasValue(Duration.ofDays(365));
    }

    @Test
    void of_googlesDelayInTheBody_isTaken() {
        String body =
                "{\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\": \"26.5s\"}]}";

        assertThat(RetryAfter.of(new RuntimeException(new HttpStatusException(429, body, Map.of())), NOW))
                .hasValue(Duration.ofMillis(26_500));
    }

    @Test
    void of_noHttpAnswer_isEmpty() {
        assertThat(RetryAfter.of(new RuntimeException("connection reset"), NOW)).isEmpty();
    }
}

package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
    void of_millisecondsAndSeconds_takesTheFiner() {
        assertThat(of(Map.of("retry-after-ms", List.of("1250"), "retry-after", List.of("2"))))
                .hasValue(Duration.ofMillis(1250));
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

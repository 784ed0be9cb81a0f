package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedWaitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Please try again in 6m0s. | 360000",
                "Rate limit reached. Try again in 1h2m3.5s | 3723500",
                "Please retry after 20 seconds. More: https://a.example/429 | 20000",
                "Please retry in 36.25s. | 36250",
                "try again in 850ms | 850",
                "Wait 2 minutes, then ask again | 120000",
                "the limit resets in 1 minute and 20 seconds | 80000",
                "Retry-After: 7 | 7000",
                "{'error':{'message':'Too fast, retry your request after 15 seconds'}} | 15000",
                "{'error':{'details':[{'retryDelay':'12s'}]}} | 12000",
                "{'error':{'details':[{'retryDelay': '0.5s'}]}} | 500",
                "{'message':'x','retry_after':3} | 3000",
                "{'message':'x','retry_after_ms':1500} | 1500",
                "{'message':'x','retryAfterSeconds':'4'} | 4000",
                "{'error':'Model is loading','estimated_time':20.5} | 20500",
            })
    void in_bodyThatAsksToWait_tellsHowLong(String body, long millis) {
        assertThat(StatedWait.in(body.replace('\'', '"'))).hasValue(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slow down",
                "try again later",
                "the reply took 20 s, 3 retries were made",
                "Limit 10000 tokens/min, try a smaller prompt",
                "{\"prompt\":\"try again in 5 days\",\"message\":\"no\"}",
                "{\"retry_after\":null}",
            })
    void in_bodyThatAsksForNoWait_isEmpty(String body) {
        assertThat(StatedWait.in(body)).isEqualTo(Optional.empty());
    }
}

package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.dataset.DatasetGates;
import dev.constitution.runner.model.ModelSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a run is set to in code and that has a range, set out of it. */
class RunRangesTest {
    private static final CallLimits LIMITS = CallLimits.ofConcurrency(1);

    private static Arguments bad(String said, ThrowingCallable set) {
        return arguments(said, set);
    }

    private static Stream<Arguments> settings() {
        return Stream.of(
                bad("concurrency must be at least 1, got 0", () -> Run.builder().concurrency(0)),
                bad("limit must be at least 1, got 0", () -> Run.builder().limit(0)),
                bad("in [0, 1], got 1.5", () -> Run.builder().failOnError(1.5)),
                bad("in [0, 1], got NaN", () -> Run.builder().failOnError(Double.NaN)),
                bad("concurrency must be at least 1, got -1", () -> CallLimits.ofConcurrency(-1)),
                bad("requests per minute must be at least 1, got 0", () -> LIMITS.withRequestsPerMinute(0)),
                bad("tokens per minute must be at least 1, got 0", () -> LIMITS.withTokensPerMinute(0)),
                bad("attempts must be at least 1, got 0", () -> LIMITS.withAttempts(0)),
                bad(
                        "timeout must be above 0, got PT-1S",
                        () -> ModelSettings.fromEnvironment().withTimeout(Duration.ofSeconds(-1))),
                bad(
                        "timeout must be above 0, got PT0S",
                        () -> ModelSettings.fromEnvironment().withTimeout(Duration.ZERO)),
                bad("a cost must be 0 or more, got -1", () -> new Cost(BigDecimal.valueOf(-1))),
                bad("in (0, 1], got 0.0", () -> DatasetGates.ofNearDuplicates(0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void set_outOfRange_isRefusedAtOnceWithTheFigure(String said, ThrowingCallable set) {
        assertThatThrownBy(set).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(said);
    }
}

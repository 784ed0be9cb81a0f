package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.io.EOFException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureKindTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new RateLimitException("slow down"), FailureKind.RATE_LIMITED),
                Arguments.of(new RateLimitException("{\"code\":\"insufficient_quota\"}"), FailureKind.QUOTA),
                Arguments.of(
                        new RateLimitException(
                                "You exceeded your current quota \"quotaId\":\"TokensPerMinute-FreeTier\""),
                        FailureKind.RATE_LIMITED),
                Arguments.of(
                        new RateLimitException("exceeded your current quota: RequestsPerMinute, RequestsPerDay"),
                        FailureKind.QUOTA),
                Arguments.of(new AuthenticationException("bad key"), FailureKind.AUTHENTICATION),
                Arguments.of(new ModelNotFoundException("no such model"), FailureKind.MODEL_NOT_FOUND),
                Arguments.of(new InvalidRequestException("temperature"), FailureKind.INVALID_REQUEST),
                Arguments.of(
                        new InvalidRequestException("maximum context length is 8192 tokens"), FailureKind.TOO_LONG),
                Arguments.of(
                        new InvalidRequestException("the request exceeds the available context size"),
                        FailureKind.TOO_LONG),
                Arguments.of(new InvalidRequestException("prompt is too long: 9 > 8"), FailureKind.TOO_LONG),
                Arguments.of(new InvalidRequestException("Your credit balance is too low"), FailureKind.QUOTA),
                Arguments.of(
                        new InvalidRequestException(new HttpException(402, "requires more credits")),
                        FailureKind.QUOTA),
                Arguments.of(
                        new InvalidRequestException("{\"error\":{\"code\": \"content_filter\",\"status\":400}}"),
                        FailureKind.REFUSED),
                Arguments.of(
                        new InvalidRequestException("Output blocked by content filtering policy"), FailureKind.REFUSED),
                Arguments.of(new ContentFilteredException("filtered"), FailureKind.REFUSED),
                Arguments.of(new TimeoutException("60 s"), FailureKind.TIMEOUT),
                Arguments.of(new InternalServerException("529"), FailureKind.UNAVAILABLE),
                Arguments.of(new HttpException(502, "bad gateway"), FailureKind.UNAVAILABLE),
                Arguments.of(new RuntimeException(new EOFException()), FailureKind.UNAVAILABLE),
                Arguments.of(new RuntimeException(new JsonParseException(null, "<html>")), FailureKind.MALFORMED),
                Arguments.of(
                        new MalformedAnswerException("{}", new InternalServerException("no choices")),
                        FailureKind.MALFORMED),
                Arguments.of(new IllegalStateException("a defect"), FailureKind.ERROR));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void of_exception_findsTheKindThroughItsCauses(RuntimeException failure, FailureKind expected) {
        assertThat(FailureKind.of(failure)).isEqualTo(expected);
        assertThat(FailureKind.of(new RuntimeException("wrapped", failure))).isEqualTo(expected);
    }
}

package dev.constitution.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.chat.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

class AwsIdentityTest {
    private static final AwsBasicCredentials KEYS = AwsBasicCredentials.create("AKIDEXAMPLE", "secret");

    /** Fails so often, one failure a time, and gives credentials otherwise. */
    private static AwsCredentialsProvider failing(Queue<RuntimeException> failures) {
        return () -> {
            if (failures.isEmpty()) {
                return KEYS;
            }
            throw failures.remove();
        };
    }

    private static AwsCredentialsProvider failing(RuntimeException failure) {
        return failing(new ArrayDeque<>(List.of(failure)));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(answer(503), FailureKind.UNAVAILABLE),
                Arguments.of(answer(429), FailureKind.UNAVAILABLE),
                Arguments.of(answer(403), FailureKind.AUTHENTICATION),
                Arguments.of(answer(400), FailureKind.AUTHENTICATION),
                Arguments.of(client(answer(500)), FailureKind.UNAVAILABLE),
                Arguments.of(client(answer(404)), FailureKind.AUTHENTICATION),
                Arguments.of(client(new IOException("connect timed out")), FailureKind.UNAVAILABLE),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("token")), FailureKind.AUTHENTICATION),
                Arguments.of(client(null), FailureKind.AUTHENTICATION));
    }

    private static RuntimeException answer(int status) {
        return SdkServiceException.builder()
                .statusCode(status)
                .message("status " + status)
                .build();
    }

    private static RuntimeException client(Throwable cause) {
        return SdkClientException.builder().message("no").cause(cause).build();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void call_firstFetchFails_isOfTheFailuresKind(RuntimeException failure, FailureKind kind) {
        AwsIdentity identity = new AwsIdentity(() -> List.of(failing(client(null)), failing(failure)));

        Throwable thrown = catchThrowable(identity::call);

        assertThat(FailureKind.of(thrown)).isEqualTo(kind);
        assertThat(thrown).hasMessageContaining(String.valueOf(failure.getMessage()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void call_renewalFails_isOfTheFailuresKind(RuntimeException failure, FailureKind kind) {
        Queue<RuntimeException> left = new ArrayDeque<>();
        AwsIdentity identity = new AwsIdentity(() -> List.of(failing(left)));
        assertThat(identity.call().value()).isEqualTo(KEYS);
        left.add(failure);

        assertThat(FailureKind.of(catchThrowable(identity::call))).isEqualTo(kind);
        assertThat(identity.call().value()).isEqualTo(KEYS);
    }

    @Test
    void call_laterSource_isAskedAloneFromThenOn() {
        AwsBasicCredentials first = AwsBasicCredentials.create("AKIDFIRST", "secret");
        Queue<RuntimeException> left = new ArrayDeque<>(List.of(client(null)));
        AwsIdentity identity = new AwsIdentity(() -> List.of(
                () -> {
                    if (left.isEmpty()) {
                        return first;
                    }
                    throw left.remove();
                },
                () -> KEYS));

        assertThat(identity.call().value()).isEqualTo(KEYS);
        assertThat(identity.call().value()).isEqualTo(KEYS);
    }
}

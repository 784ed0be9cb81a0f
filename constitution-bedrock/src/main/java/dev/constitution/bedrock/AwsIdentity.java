package dev.constitution.bedrock;

import dev.constitution.runner.identity.Renewed;
import dev.langchain4j.exception.AuthenticationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Credentials of AWS's default identity: the sources of its default chain, in its order, and the first that had one from then on.
 * AWS's own chain tells of failures by their words alone, so that one which passes looks like an identity that is not there.
 */
final class AwsIdentity implements Callable<Renewed.Held<AwsCredentialsIdentity>> {
    /** Those that name no end are looked up again: files and variables of containers change. */
    private static final Duration WITHOUT_END = Duration.ofMinutes(10);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final Supplier<List<AwsCredentialsProvider>> sources;
    private @Nullable AwsCredentialsProvider found;

    AwsIdentity(Supplier<List<AwsCredentialsProvider>> sources) {
        this.sources = sources;
    }

    /** Nothing is asked or read yet. */
    static AwsIdentity byDefault() {
        return new AwsIdentity(() -> List.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                WebIdentityTokenFileCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                ContainerCredentialsProvider.create(),
                InstanceProfileCredentialsProvider.create()));
    }

    /** By one thread at a time. */
    @Override
    public Renewed.Held<AwsCredentialsIdentity> call() {
        return found == null ? first() : again(found);
    }

    private Renewed.Held<AwsCredentialsIdentity> first() {
        List<String> failures = new ArrayList<>();
        List<String> passing = new ArrayList<>();
        for (AwsCredentialsProvider source : sources.get()) {
            try {
                Renewed.Held<AwsCredentialsIdentity> held = held(source);
                found = source;
                return held;
            } catch (RuntimeException e) {
                // Elsewhere than on a machine of AWS's nobody answers as its metadata.
                boolean passes = passes(e, !(source instanceof InstanceProfileCredentialsProvider));
                (passes ? passing : failures).add(source + ": " + e.getMessage());
            }
        }
        throw passing.isEmpty()
                ? refused("no credentials of AWS could be had", String.join("; ", failures))
                : passing(String.join("; ", passing));
    }

    private static Renewed.Held<AwsCredentialsIdentity> again(AwsCredentialsProvider source) {
        try {
            return held(source);
        } catch (RuntimeException e) {
            throw passes(e, true)
                    ? passing(String.valueOf(e.getMessage()))
                    : refused("AWS refuses the identity found here", String.valueOf(e.getMessage()));
        }
    }

    private static Renewed.Held<AwsCredentialsIdentity> held(AwsCredentialsProvider source) {
        AwsCredentialsIdentity credentials = source.resolveCredentials();
        return new Renewed.Held<>(
                credentials, credentials.expirationTime().orElse(Instant.now().plus(WITHOUT_END)));
    }

    /**
     * Whether another try may help.
     *
     * @param isThere whether a server that does not answer is one that there is
     */
    private static boolean passes(Throwable failure, boolean isThere) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SdkServiceException answered) {
                return answered.statusCode() >= SERVER_ERROR
                        || answered.statusCode() == TOO_MANY_REQUESTS
                        || answered.isThrottlingException()
                        || answered.retryable();
            } else if (cause instanceof SdkException other && other.retryable()) {
                return true;
            } else if (cause instanceof IOException && !(cause instanceof FileSystemException)) {
                return isThere;
            }
        }
        return false;
    }

    private static UncheckedIOException passing(String why) {
        return new UncheckedIOException(new IOException("the credentials of AWS cannot be fetched: " + why));
    }

    private static AuthenticationException refused(String what, String why) {
        return new AuthenticationException(what
                + ": set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                + " log in by aws sso login, or give the machine a role; AWS's library says: " + why);
    }
}

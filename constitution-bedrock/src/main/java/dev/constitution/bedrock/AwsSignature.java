package dev.constitution.bedrock;

import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.identity.Renewed;
import dev.langchain4j.exception.AuthenticationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;

/** Signatures of AWS's version 4 for requests to Bedrock, by AWS's own library. */
final class AwsSignature implements Credential {
    private static final String SERVICE = "bedrock";

    /** Those that name no end are looked up again: files and variables of containers change. */
    private static final Duration WITHOUT_END = Duration.ofMinutes(10);

    private final String region;
    private final Renewed<AwsCredentialsIdentity> identity;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    AwsSignature(String region, Renewed<AwsCredentialsIdentity> identity) {
        this.region = region;
        this.identity = identity;
    }

    /** Those of the identity that AWS's chain finds; nothing is asked yet. */
    static AwsSignature of(String region, Duration patience) {
        AwsCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
        return new AwsSignature(region, new Renewed<>("the credentials of AWS", patience, () -> resolved(chain)));
    }

    /** The region of the profile that is chosen, as far as files tell. */
    static Optional<String> regionOfProfile() {
        try {
            return Optional.ofNullable(new AwsProfileRegionProvider().getRegion())
                    .map(Region::id);
        } catch (SdkClientException e) {
            return Optional.empty(); // it has none
        }
    }

    private static Renewed.Held<AwsCredentialsIdentity> resolved(AwsCredentialsProvider chain) {
        try {
            AwsCredentialsIdentity found = chain.resolveCredentials();
            return new Renewed.Held<>(
                    found, found.expirationTime().orElse(Instant.now().plus(WITHOUT_END)));
        } catch (SdkException e) {
            if (e.retryable() || !(e instanceof SdkClientException)) {
                throw new UncheckedIOException(
                        new IOException("the credentials of AWS cannot be fetched: " + e.getMessage()));
            }
            throw new AuthenticationException(
                    "AWS knows no identity here: set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                            + " log in by aws sso login, or give the machine a role; AWS's library says: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public Proof proof(String method, URI address, Map<String, List<String>> headers, byte[] body) {
        AwsCredentialsIdentity who = identity.get();
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(address)
                .headers(headers)
                .build();
        Map<String, List<String>> signed = new LinkedHashMap<>(signer.sign(sign -> sign.identity(who)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request()
                .headers());
        signed.keySet().removeIf(name -> name.equalsIgnoreCase("host")); // every request has it
        signed.keySet().removeAll(headers.keySet());
        return new Proof(signed, secrets(who));
    }

    private static Set<String> secrets(AwsCredentialsIdentity who) {
        return who instanceof AwsSessionCredentialsIdentity session
                ? Set.of(who.secretAccessKey(), session.sessionToken())
                : Set.of(who.secretAccessKey());
    }
}

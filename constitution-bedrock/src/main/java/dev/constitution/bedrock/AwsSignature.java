package dev.constitution.bedrock;

import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.identity.Renewed;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
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

    private final String region;
    private final Renewed<AwsCredentialsIdentity> identity;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    AwsSignature(String region, Renewed<AwsCredentialsIdentity> identity) {
        this.region = region;
        this.identity = identity;
    }

    /** Those of AWS's default identity; nothing is asked yet. */
    static AwsSignature of(String region, Duration patience) {
        return new AwsSignature(region, new Renewed<>("the credentials of AWS", patience, AwsIdentity.byDefault()));
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

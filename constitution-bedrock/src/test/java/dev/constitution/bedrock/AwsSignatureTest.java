package dev.constitution.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.identity.Renewed;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.runner.wire.AnswerRoom;
import dev.constitution.runner.wire.ModelHttpClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class AwsSignatureTest {
    private static final String SECRET = "secret/of+forty-characters-or-so-0123456";
    private static final String SESSION = "session-token-0123456789/abc+def==";
    private static final byte[] BODY = "{\"messages\":[\"\\u00e9\"]}".getBytes(StandardCharsets.UTF_8);

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private String post(AwsCredentialsIdentity identity) {
        AwsSignature signature = new AwsSignature(
                "eu-central-1",
                new Renewed<>("credentials", Duration.ofSeconds(20), () -> new Renewed.Held<>(identity, Instant.MAX)));
        ModelHttpClient client =
                ModelClients.of(server.url(), signature, new ModelSettings(name -> null, Duration.ofSeconds(20)));
        try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
            return client.post(URI.create(server.url() + "/model/arn%3Aaws%3Ax%2Fy/converse"), BODY, 1, claim);
        }
    }

    @Test
    void post_request_isSignedAsAServerReckonsIt() {
        post(AwsCredentialsIdentity.create("AKIDEXAMPLE", SECRET));

        ServerRequest request = server.received().get(0);
        Signature signature = Signature.of(request);
        assertThat(signature.accessKey()).isEqualTo("AKIDEXAMPLE");
        assertThat(signature.region()).isEqualTo("eu-central-1");
        assertThat(signature.service()).isEqualTo("bedrock");
        assertThat(signature.headers()).contains("host", "content-type", "x-amz-date");
        assertThat(signature.value()).isEqualTo(Signature.of(request, BODY, SECRET));
        assertThat(request.headers()).doesNotContainKey("X-amz-security-token");
    }

    @Test
    void post_sessionCredentials_sendsTheirTokenSignedAndStrikesItOut() {
        server.answerWith(ServerAnswer.ok("{\"a\":\"" + SESSION + "\"}"));

        String answer = post(AwsSessionCredentials.create("ASIAEXAMPLE", SECRET, SESSION));

        ServerRequest request = server.received().get(0);
        assertThat(request.headers()).containsEntry("X-amz-security-token", List.of(SESSION));
        assertThat(Signature.of(request).headers()).contains("x-amz-security-token");
        assertThat(Signature.of(request).value()).isEqualTo(Signature.of(request, BODY, SECRET));
        assertThat(answer).isEqualTo("{\"a\":\"[key]\"}");
    }
}

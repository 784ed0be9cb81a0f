package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.local.ProxyVariables;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.identity.Renewed;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A client whose token changes under its requests. */
class RenewedTokenTest {
    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private final AtomicInteger tokens = new AtomicInteger();

    /** Each token ends at once, so that each request has its own. */
    private final ModelHttpClient client = new ModelHttpClient(
            server.url(),
            Duration.ofSeconds(20),
            Credential.of(new Renewed<>(
                    "a token",
                    Duration.ofSeconds(20),
                    () -> new Renewed.Held<>(Credential.Proof.bearer(token(tokens.incrementAndGet())), Instant.now()))),
            ProxyVariables.none());

    private static String token(int number) {
        return "token-of-many-letters-" + number;
    }

    private String post() {
        try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
            return client.post(URI.create(server.url() + "/v1"), "{}".getBytes(StandardCharsets.UTF_8), 1, claim);
        }
    }

    @Test
    void post_tokenRenewed_goesWithTheNextRequest() {
        post();
        post();

        assertThat(server.received())
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly(List.of("Bearer " + token(1)), List.of("Bearer " + token(2)));
    }

    @Test
    void post_serverRepeatsThisTokenOrTheLast_bothAreStruckOut() {
        server.answerWith(ServerAnswer.ok("{\"a\":\"" + token(1) + "\"}"));
        assertThat(post()).isEqualTo("{\"a\":\"[key]\"}");
        assertThat(post()).isEqualTo("{\"a\":\"[key]\"}");

        server.answerWith(ServerAnswer.error(401, "no: " + token(3)));
        assertThat(catchThrowable(this::post)).hasMessageContaining("no: [key]").hasMessageNotContaining(token(3));
    }
}

package dev.constitution.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.KeylessRuns;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs without a key, by the identity that the environment gives a process: Google's library reads that of its own process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the environment is set by a shell")
class GoogleIdentityRunTest extends KeylessRuns {
    private static final String TOKEN = "token-of-the-account-0123456789";

    private ChildRun run(Path account) throws IOException {
        return run(account, "A=b");
    }

    private ChildRun run(Path account, String more) throws IOException {
        return start(
                "unset VERTEX_API_KEY; export " + more
                        + " NO_GCE_CHECK=true GOOGLE_CLOUD_PROJECT=p1 GOOGLE_CLOUD_LOCATION=europe-west4"
                        + " GOOGLE_APPLICATION_CREDENTIALS=" + account + "; ",
                "--model",
                "vertex:meta/llama-3.3-70b-instruct-maas@" + server.url(),
                "--reviser",
                "vertex:gemini-2.5-flash@" + server.url());
    }

    /** A service account's file, whose tokens this test's server gives. */
    private Path account() throws GeneralSecurityException, IOException {
        return account(server.url() + "/token");
    }

    private Path account(String tokens) throws GeneralSecurityException, IOException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(
                folder.resolve("account.json"),
                Json.MAPPER
                        .createObjectNode()
                        .put("type", "service_account")
                        .put("project_id", "p1")
                        .put("private_key_id", "1")
                        .put("private_key", key)
                        .put("client_email", "a@p1.iam.gserviceaccount.com")
                        .put("client_id", "1")
                        .put("token_uri", tokens)
                        .toString(),
                StandardCharsets.UTF_8);
    }

    @Test
    void run_serviceAccount_asksForOneTokenAModelAndStoresItNowhere() throws Exception {
        server.answering(request -> isOfToken(request)
                ? ServerAnswer.ok("{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")
                : request.path().endsWith(":generateContent")
                        ? ServerAnswer.ok(
                                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Answer "
                                        + request.number() + ".\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":"
                                        + "{\"promptTokenCount\":11,\"candidatesTokenCount\":5,\"totalTokenCount\":16}}")
                        : request.ownAnswer());

        run(account()).succeeded();

        assertThat(server.received().stream().filter(GoogleIdentityRunTest::isOfToken))
                .as("one for each model")
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.body().asText()).contains("grant_type="));
        String place = "/v1/projects/p1/locations/europe-west4/";
        assertThat(server.received().stream()
                        .filter(request -> !isOfToken(request))
                        .map(ServerRequest::path)
                        .distinct())
                .containsExactlyInAnyOrder(
                        place + "endpoints/openapi/chat/completions",
                        place + "publishers/google/models/gemini-2.5-flash:generateContent");
        assertThat(server.received()).allSatisfy(request -> {
            if (!isOfToken(request)) {
                assertThat(request.headers())
                        .containsEntry("Authorization", List.of("Bearer " + TOKEN))
                        .doesNotContainKey("X-goog-api-key");
            }
        });
        assertThat(FolderBytes.holding(folder, TOKEN)).isEmpty();
    }

    private static boolean isOfToken(ServerRequest request) {
        return request.path().equals("/token");
    }

    @Test
    void run_accountThatIsRefused_endsWithWhatToDo() throws Exception {
        server.answerWith(
                ServerAnswer.of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}"));

        assertThat(run(account()).ended(ExitCode.AUTHENTICATION).output())
                .contains("Google refuses the identity found here: set VERTEX_API_KEY, log in by gcloud");
    }

    @Test
    void run_noIdentity_endsBeforeARequestAndSaysWhatToDo() throws Exception {
        ChildRun run = run(folder.resolve("none.json")).ended(ExitCode.AUTHENTICATION);

        assertThat(run.output())
                .contains(
                        "stopped: generator: authentication: Google knows no identity here: set VERTEX_API_KEY, log in by gcloud");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void run_behindAProxy_asksForTokensByIt() throws Exception {
        assertAsksByAProxy(
                "oauth2.googleapis.com", proxy -> run(account("https://oauth2.googleapis.com/token"), proxy));
    }
}

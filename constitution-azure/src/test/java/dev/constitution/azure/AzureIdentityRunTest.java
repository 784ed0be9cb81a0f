package dev.constitution.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.KeylessRuns;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs without a key, by the identity that the environment gives a process: Azure's library reads that of its own process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the environment is set by a shell")
class AzureIdentityRunTest extends KeylessRuns {
    private static final String TOKEN = "token-of-the-machine";

    private ChildRun run(String environment) throws Exception {
        return start(
                "export AZURE_OPENAI_ENDPOINT=" + server.url() + " AZURE_OPENAI_API_KEY= " + environment + "; ",
                "--model",
                "azure:gpt-4o");
    }

    @Test
    void run_managedIdentity_asksForOneTokenAndStoresItNowhere() throws Exception {
        server.answering(request -> isOfToken(request)
                ? ServerAnswer.ok("{\"access_token\":\"" + TOKEN
                        + "\",\"token_type\":\"Bearer\",\"resource\":\"r\",\"expires_on\":\""
                        + Instant.now().plusSeconds(3600).getEpochSecond() + "\"}")
                : request.ownAnswer());

        run("IDENTITY_ENDPOINT=" + server.url()
                        + "/msi/token IDENTITY_HEADER=h AZURE_TOKEN_CREDENTIALS=ManagedIdentityCredential")
                .succeeded();

        List<ServerRequest> tokens = server.received().stream()
                .filter(AzureIdentityRunTest::isOfToken)
                .toList();
        assertThat(tokens).hasSize(1);
        assertThat(tokens.get(0).path()).contains("resource=https").contains("cognitiveservices.azure.com");
        assertThat(server.received()).hasSizeGreaterThan(3).allSatisfy(request -> {
            if (!isOfToken(request)) {
                assertThat(request.path()).isEqualTo("/openai/v1/chat/completions");
                assertThat(request.headers()).containsEntry("Authorization", List.of("Bearer " + TOKEN));
            }
        });
        assertThat(FolderBytes.holding(folder, TOKEN)).isEmpty();
    }

    private static boolean isOfToken(ServerRequest request) {
        return request.path().startsWith("/msi/token");
    }

    @Test
    void run_noIdentity_endsBeforeARequestAndSaysWhatToDo() throws Exception {
        ChildRun run = run("AZURE_TOKEN_CREDENTIALS=EnvironmentCredential").ended(ExitCode.AUTHENTICATION);

        assertThat(run.output())
                .contains(
                        "stopped: generator: authentication: Azure knows no identity here: set AZURE_OPENAI_API_KEY, log in by az"
                                + " login");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void run_behindAProxy_asksForTokensByIt() throws Exception {
        assertAsksByAProxy(
                "login.microsoftonline.com",
                proxy -> run(proxy + " AZURE_TENANT_ID=t AZURE_CLIENT_ID=c AZURE_CLIENT_SECRET=s"
                        + " AZURE_TOKEN_CREDENTIALS=EnvironmentCredential"));
    }

    @Test
    void run_dry_needsNoIdentity() {
        CommandLineHarness.run(command("--model", "azure:gpt-4o@" + server.url()), "--dry-run")
                .succeeded();

        assertThat(server.received()).isEmpty();
    }
}

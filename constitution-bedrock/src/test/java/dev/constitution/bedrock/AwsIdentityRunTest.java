package dev.constitution.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.KeylessRuns;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs without a key, by the identity that the environment gives a process: AWS's library reads that of its own process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the environment is set by a shell")
class AwsIdentityRunTest extends KeylessRuns {
    private static final String SECRET = "secret-of-the-container-0123456789";
    private static final String SESSION = "session-of-the-container-0123456789";

    private static final String ROLE =
            "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>"
                    + "<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>" + SECRET
                    + "</SecretAccessKey><SessionToken>" + SESSION
                    + "</SessionToken><Expiration>" + Instant.now().plusSeconds(3600)
                    + "</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>"
                    + "<AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser></AssumeRoleWithWebIdentityResult>"
                    + "</AssumeRoleWithWebIdentityResponse>";

    private ChildRun run(String environment) throws Exception {
        return start(
                "unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_BEARER_TOKEN_BEDROCK; export AWS_REGION=eu-west-1"
                        + " AWS_CONFIG_FILE=" + folder + "/none AWS_SHARED_CREDENTIALS_FILE=" + folder
                        + "/none AWS_EC2_METADATA_DISABLED=true AWS_ENDPOINT_URL_BEDROCK_RUNTIME=" + server.url() + " "
                        + environment + "; ",
                "--model",
                "bedrock:amazon.nova-lite-v1:0");
    }

    @Test
    void run_roleOfAContainer_asksForItOnceAndStoresItNowhere() throws Exception {
        server.answering(request -> isOfIdentity(request)
                ? ServerAnswer.ok("{\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"" + SECRET + "\",\"Token\":\""
                        + SESSION + "\",\"Expiration\":\"" + Instant.now().plusSeconds(3600) + "\"}")
                : said(request));

        ChildRun run = run("AWS_CONTAINER_CREDENTIALS_FULL_URI=" + server.url() + "/role")
                .succeeded();

        assertThat(server.received().stream().filter(AwsIdentityRunTest::isOfIdentity))
                .hasSize(1);
        assertThat(server.received()).hasSizeGreaterThan(3).allSatisfy(request -> {
            if (!isOfIdentity(request)) {
                assertThat(request.path()).isEqualTo("/model/amazon.nova-lite-v1%3A0/converse");
                assertThat(Signature.of(request).accessKey()).isEqualTo("ASIAEXAMPLE");
                assertThat(request.headers()).containsEntry("X-amz-security-token", List.of(SESSION));
            }
        });
        assertThat(FolderBytes.holding(folder, SECRET)).isEmpty();
        assertThat(FolderBytes.holding(folder, SESSION)).isEmpty();
        assertThat(run.output())
                .as("a price that nobody knows is not 0")
                .contains("the price table lacks bedrock:amazon.nova-lite-v1:0");
    }

    private static ServerAnswer said(ServerRequest request) {
        return ServerAnswer.ok("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Answer "
                + request.number() + ".\"}]}},\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":11,"
                + "\"outputTokens\":5,\"totalTokens\":16}}");
    }

    private static boolean isOfIdentity(ServerRequest request) {
        return request.path().equals("/role");
    }

    @Test
    void run_noIdentity_endsBeforeARequestAndSaysWhatToDo() throws Exception {
        ChildRun run = run("A=b").ended(ExitCode.AUTHENTICATION);

        assertThat(run.output())
                .contains(
                        "stopped: generator: authentication: no credentials of AWS could be had: set AWS_BEARER_TOKEN_BEDROCK");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void run_behindAProxy_asksForARoleByIt() throws Exception {
        assertAsksByAProxy("sts.eu-west-1.amazonaws.com", proxy -> run(proxy + " http_proxy= " + webIdentity()));
    }

    private String webIdentity() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "token-of-the-pod");
        return "AWS_ROLE_ARN=arn:aws:iam::123456789012:role/r AWS_ROLE_SESSION_NAME=s AWS_WEB_IDENTITY_TOKEN_FILE="
                + token + " AWS_MAX_ATTEMPTS=1";
    }

    /** Credentials that are not to be had for a moment are no identity that is not there. */
    @Test
    void run_serverOfRolesIsDownAtFirst_goesOnWhenItIsBack() throws Exception {
        AtomicBoolean wasDown = new AtomicBoolean();
        server.answering(request -> {
            if (!isOfRole(request)) {
                return said(request);
            }
            return wasDown.getAndSet(true) ? ServerAnswer.ok(ROLE) : ServerAnswer.of(503, "down");
        });

        run("AWS_ENDPOINT_URL_STS=" + server.url() + " " + webIdentity()).succeeded();

        assertThat(server.received()).hasSizeGreaterThan(4).allSatisfy(request -> {
            if (!isOfRole(request)) {
                assertThat(Signature.of(request).accessKey()).isEqualTo("ASIAROLE");
            }
        });
        assertThat(server.received().stream().filter(AwsIdentityRunTest::isOfRole))
                .hasSize(2);
    }

    private static boolean isOfRole(ServerRequest request) {
        return !request.path().startsWith("/model/");
    }
}

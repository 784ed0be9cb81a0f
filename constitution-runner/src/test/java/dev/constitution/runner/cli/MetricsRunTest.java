package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsRunTest {
    private static final int ROWS = 6;
    private static final Pattern SAID = Pattern.compile("metrics: (http://\\S+)");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @BeforeEach
    void writePrompts() throws IOException {
        RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
    }

    private List<String> command(String... more) {
        return CommandLineHarness.with(
                List.of(
                        "run",
                        "--prompts=" + folder.resolve("prompts.jsonl"),
                        "--out=" + folder.resolve("out"),
                        "--model=" + server.model(),
                        "--rounds=1",
                        "--concurrency=2",
                        "--quiet"),
                more);
    }

    private static URI said(ChildRun run) throws InterruptedException {
        while (true) {
            Matcher line = SAID.matcher(run.output());
            if (line.find()) {
                return URI.create(line.group(1));
            }
            assertThat(run.isAlive()).as(run.output()).isTrue();
            Thread.sleep(20);
        }
    }

    private static String ask(URI metrics) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    @Test
    void run_withMetricsPort_servesFiguresUntilASignalHasEndedIt() throws Exception {
        server.hold().allow(4);
        ChildRun run = ChildRun.start(folder, command("--metrics-port=0", "--max-run-tokens=1000000"));
        URI metrics = said(run);
        server.awaitRequests(6);

        assertThat(ask(metrics))
                .contains(
                        "constitution_rows 6\n", "constitution_calls_in_flight 2\n", "constitution_calls_admitted 2\n")
                .containsPattern("constitution_budget_left_tokens 9\\d{5}\n")
                .containsPattern("gen_ai_client_operation_duration_seconds_count\\{gen_ai_operation_name=\"chat\","
                        + "gen_ai_provider_name=\"openai-compatible\",gen_ai_request_model=\"stub\","
                        + "constitution_role=\"generator\",error_type=\"none\"} [1-4]\n");

        run.terminate();
        while (!run.output().contains("stopping: ")) {
            Thread.sleep(20);
        }
        assertThat(ask(metrics)).contains("constitution_calls_in_flight 2\n");
        server.allowAll();
        run.ended(ExitCode.INTERRUPTED);
        try (ServerSocket free = new ServerSocket(metrics.getPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void run_inThisProcess_closesThePort() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        CommandLineHarness.run(command("--metrics-port=" + port)).succeeded();

        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void run_portInUse_isRefusedBeforeAnyCall() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandLineHarness.Result refused = CommandLineHarness.run(
                            command("--metrics-port=" + taken.getLocalPort()))
                    .ended(ExitCode.USAGE);

            assertThat(refused.err())
                    .contains("--metrics-port: 127.0.0.1:" + taken.getLocalPort() + " cannot be had")
                    .contains("name another port, or 0 for any that is free");
        }
        assertThat(server.requests()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void run_optionsThatCannotBe_areRefusedByName() {
        assertThat(CommandLineHarness.run(command("--metrics-port=65536"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--metrics-port must be in [0, 65535], got 65536");
        assertThat(CommandLineHarness.run(command("--metrics-address=127.0.0.1"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--metrics-address needs --metrics-port");
        assertThat(CommandLineHarness.run(command("--metrics-port=0", "--metrics-address=256.1.1.1"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--metrics-address: 256.1.1.1 is no address of this machine");
        assertThat(server.requests()).isZero();
    }

    @Test
    void run_withoutMetricsPort_loadsNothingOfIt() throws Exception {
        Path loaded = folder.resolve("loaded");
        ChildRun.start(folder, "export JAVA_TOOL_OPTIONS=-Xlog:class+load:file=" + loaded + ";", command())
                .succeeded();

        assertThat(Files.readString(loaded))
                .contains("dev.constitution.runner.run.RunExecution")
                .doesNotContain("dev.constitution.runner.metrics.", "com.sun.net.httpserver");
    }
}

package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address or an account that cannot be: each gets the sentence that helps, which the folder keeps. */
class WrongAddressTest {
    private static final int ROWS = 4;

    /** What a server of https says to who does not speak it. */
    private static final byte[] TLS_ALERT = {0x15, 3, 1, 0, 2, 2, 70};

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, ROWS);
    }

    private CommandLineHarness.Result run(String address) {
        return CommandLineHarness.run(List.of(
                "run",
                "--prompts=" + prompts,
                "--model=openai-compatible:m@" + address,
                "--out=" + folder.resolve("out"),
                "--attempts=2",
                "--concurrency=1"));
    }

    private void requireKept(String reason) {
        assertThat(CommandLineHarness.run("status", folder.resolve("out").toString())
                        .succeeded()
                        .out()
                        .lines())
                .filteredOn(line -> line.startsWith("  stopped: "))
                .singleElement()
                .asString()
                .contains(reason.substring(0, Math.min(60, reason.length())));
        assertThat(CommandLineHarness.run("status", folder.resolve("out").toString(), "--json")
                        .json()
                        .get("stopped")
                        .textValue())
                .contains(reason);
    }

    @Test
    void run_httpsToAPortOfHttp_saysSo() throws IOException {
        try (ServerSocket plain = saying("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            CommandLineHarness.Result result =
                    run("https://127.0.0.1:" + plain.getLocalPort() + "/v1").ended(ExitCode.PARTIAL);

            String reason = "the server at the model's address does not speak https; write http:// where it is yours";
            assertThat(result.out()).contains(reason);
            requireKept(reason);
        }
    }

    @Test
    void run_httpToAPortOfHttps_saysSo() throws IOException {
        try (ServerSocket secure = saying(TLS_ALERT)) {
            CommandLineHarness.Result result =
                    run("http://127.0.0.1:" + secure.getLocalPort() + "/v1").ended(ExitCode.FAILED_ROWS);

            assertThat(result.out()).contains("; where the server speaks https, write https:// in its address");
        }
    }

    /** A server that says this to whatever it hears. */
    private static ServerSocket saying(byte[] bytes) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread listening = new Thread(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    client.getInputStream().read();
                    client.getOutputStream().write(bytes);
                } catch (IOException e) {
                    // The test has ended, or this client is gone.
                }
            }
        });
        listening.setDaemon(true);
        listening.start();
        return socket;
    }

    @Test
    void run_pageToLogIn_saysWhatItIs() {
        server.answerWith(ServerAnswer.ok("<html><head><title>Sign in</title></head><body>…</body></html>"));

        CommandLineHarness.Result result = run(server.url()).ended(ExitCode.PARTIAL);

        String reason =
                "it is a web page, \"Sign in\", so that the address is not that of the API, which often ends in /v1, or"
                        + " a page to log in stands before it";
        assertThat(result.out()).contains(reason);
        requireKept(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 |     | model_not_found: No such page; the address has no /v1 in it, which most servers of this kind have: write it at the end; check the model's name
            404 | /v1 | model_not_found: No such page; check the model's name, the address, and that the account may use it, then run the same command again
            405 |     | No such page; the address has no /v1 in it
            402 | /v1 | quota: No such page; top the account up, then run the same command again
            401 | /v1 | authentication: No such page; give a key that may use the model
            """)
    void run_pathOrAccountRefused_stopsWithTheServersSentence(int status, String path, String reason) {
        server.answerWith(ServerAnswer.of(
                status,
                "{\"error\":{\"message\":\"No such page\",\"type\":\"invalid\",\"param\":null,\"code\":null}}"));

        CommandLineHarness.Result result = run(server.url() + (path == null ? "" : path));

        assertThat(result.out()).contains(reason).doesNotContain("{\"error\"");
        requireKept(reason);
    }

    @Test
    void status_runThatWentOn_keepsNoReason() {
        server.answerWith(ServerAnswer.of(402, "{}"));
        run(server.url() + "/v1").ended(ExitCode.AUTHENTICATION);
        server.answering(request -> request.ownAnswer());
        run(server.url() + "/v1").succeeded();

        assertThat(CommandLineHarness.run("status", folder.resolve("out").toString())
                        .succeeded()
                        .out())
                .doesNotContain("stopped:");
    }
}

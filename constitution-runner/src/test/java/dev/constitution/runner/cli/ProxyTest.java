package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.testing.ForwardProxy;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
    private static final String PASSWORD = "canary/0123456789+abc=";
    private static final String WRITTEN = "canary%2F0123456789+abc%3D";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path prompts;

    @BeforeEach
    void writePrompts() throws Exception {
        prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, 3);
    }

    private ForwardProxy proxy(String user) throws Exception {
        return new ForwardProxy(URI.create(server.url()).getPort(), user);
    }

    private ChildRun run(String environment, String model, String... more) throws Exception {
        List<String> command = List.of(
                "run", "--prompts=" + prompts, "--model=" + model, "--out=" + folder.resolve("out"), "--rounds=1");
        return ChildRun.start(
                folder,
                "unset HTTP_PROXY http_proxy HTTPS_PROXY https_proxy ALL_PROXY all_proxy NO_PROXY no_proxy; export"
                        + " CONSTITUTION_LOG=TRACE " + environment + "; ",
                CommandLineHarness.with(command, more));
    }

    private void requireNoPassword(String printed) throws Exception {
        String header =
                java.util.Base64.getEncoder().encodeToString(("ann:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(printed).isNotEmpty().doesNotContain(PASSWORD, WRITTEN, header);
        if (Files.exists(folder.resolve("out"))) {
            for (Path file : Folders.files(folder.resolve("out"))) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(PASSWORD, WRITTEN, header);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_PROXY", "http_proxy", "ALL_PROXY"})
    void run_proxyWithPassword_isPassedOnceARequestAndThePasswordIsNowhere(String variable) throws Exception {
        server.answering(request -> ServerAnswer.ok(
                Completion.of(request.ownText() + " You sent " + PASSWORD + ".").body()));
        try (ForwardProxy proxy = proxy("ann:" + PASSWORD)) {
            ChildRun run = run(
                            variable + "='http://ann:" + WRITTEN + "@127.0.0.1:" + proxy.port() + "'",
                            "openai-compatible:stub@http://model.test/v1")
                    .succeeded();

            assertThat(proxy.seen())
                    .hasSize(server.requests())
                    .containsOnly("+POST http://model.test/v1/chat/completions");
            assertThat(server.received())
                    .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("Proxy-authorization"));
            requireNoPassword(run.output());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann:wrong@", ""})
    void run_proxyRefusesThePassword_stopsAfterOneRequestAndSaysWhereToMendIt(String user) throws Exception {
        try (ForwardProxy proxy = proxy("ann:" + PASSWORD)) {
            ChildRun run = run(
                            "HTTP_PROXY=http://" + user + "127.0.0.1:" + proxy.port(),
                            "openai-compatible:stub@http://model.test/v1",
                            "--concurrency=1")
                    .ended(ExitCode.AUTHENTICATION);

            assertThat(run.output())
                    .contains(
                            "generator: authentication: the proxy 127.0.0.1:" + proxy.port() + " of HTTP_PROXY does not"
                                    + " let the request pass without a user and password that it knows; write them into the"
                                    + " variable, then run the same command again");
            assertThat(server.requests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_PROXY=model.test", "no_proxy='.test'", "NO_PROXY='*'", "NO_PROXY='a, model.test:80'"})
    void run_exemptHost_isAskedDirectly(String exempt) throws Exception {
        try (ForwardProxy proxy = proxy(null)) {
            ChildRun run = run(
                            "HTTP_PROXY=127.0.0.1:" + proxy.port() + " " + exempt,
                            "openai-compatible:stub@http://model.test/v1",
                            "--concurrency=1")
                    .ended(ExitCode.PARTIAL);

            assertThat(run.output()).contains("nobody answers at the model's address: unknown host");
            assertThat(proxy.seen()).isEmpty();
        }
    }

    @Test
    void run_thisMachine_isAskedDirectlyAndAProxyIsNoPartOfARun() throws Exception {
        try (ForwardProxy proxy = proxy(null)) {
            String variable = "ALL_PROXY=http://127.0.0.1:" + proxy.port();
            run(variable, server.model(), "--limit=1").succeeded();
            run("HTTP_PROXY=http://other.test:1", server.model()).succeeded();

            assertThat(proxy.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann:" + PASSWORD, ""})
    void run_tlsThroughATunnel_sendsThePasswordToTheProxyAlone(String user) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=model.test",
                        "-ext",
                        "san=dns:model.test",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        HttpsServer secure = secure(keys);
        try (ForwardProxy proxy = new ForwardProxy(secure.getAddress().getPort(), user.isEmpty() ? null : user)) {
            String before = user.isEmpty() ? "" : "ann:" + WRITTEN + "@";
            ChildRun run = run(
                            "HTTPS_PROXY=http://" + before + "127.0.0.1:" + proxy.port()
                                    + " JDK_JAVA_OPTIONS='-Djavax.net.ssl.trustStore=" + keys
                                    + " -Djavax.net.ssl.trustStorePassword=changeit'",
                            "openai-compatible:stub@https://model.test/v1")
                    .succeeded();

            assertThat(proxy.seen()).isNotEmpty().containsOnly("+CONNECT model.test:443");
            requireNoPassword(run.output());
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void run_tunnelRefusesThePassword_saysWhereToMendIt() throws Exception {
        try (ForwardProxy proxy = proxy("ann:" + PASSWORD)) {
            ChildRun run = run(
                            "HTTPS_PROXY=http://ann:wrong@127.0.0.1:" + proxy.port(),
                            "openai-compatible:stub@https://model.test/v1",
                            "--concurrency=1")
                    .ended(ExitCode.AUTHENTICATION);

            assertThat(run.output()).contains(" of HTTPS_PROXY does not let the request pass without a user");
        }
    }

    private static HttpsServer secure(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        secure.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            assertThat(exchange.getRequestHeaders()).doesNotContainKey("Proxy-authorization");
            byte[] body = Completion.of("A kind answer of some words.").body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        secure.start();
        return secure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openai-compatible", "anthropic", "gemini", "mistral", "ollama"})
    void create_everyProvider_goesThroughTheProxy(String provider) throws Exception {
        server.answerWith(ServerAnswer.of(400, "{}"));
        try (ForwardProxy proxy = proxy("ann:" + PASSWORD)) {
            Map<String, String> environment = Map.of(
                    "HTTP_PROXY",
                    "http://ann:" + WRITTEN + "@127.0.0.1:" + proxy.port(),
                    "OPENAI_API_KEY",
                    "sk-1",
                    "ANTHROPIC_API_KEY",
                    "sk-1",
                    "GEMINI_API_KEY",
                    "sk-1",
                    "MISTRAL_API_KEY",
                    "sk-1");
            assertThatThrownBy(() -> Models.create(
                                    ModelSpec.parse(provider + ":m@http://model.test/v1"),
                                    new ModelSettings(environment::get, Duration.ofSeconds(20)))
                            .chat("Hello?"))
                    .isInstanceOf(RuntimeException.class);

            assertThat(proxy.seen()).singleElement().asString().startsWith("+POST http://model.test/");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            socks5://ann:canary99@p.test:1 | HTTP_PROXY names a proxy of "socks5", and only those of http can be spoken to
            http://ann:canary99@           | HTTP_PROXY is no proxy's address; write http://host:port
            http://ann:canary99%@p:1       | HTTP_PROXY is no proxy's address; write http://host:port
            ann canary99                   | HTTP_PROXY is no proxy's address; write http://host:port
            """)
    void run_variableIsNoProxy_isRefusedWithoutItsValue(String value, String message) throws Exception {
        ChildRun run = run("HTTP_PROXY='" + value + "'", "openai-compatible:stub@http://model.test/v1")
                .ended(ExitCode.USAGE);

        assertThat(run.output()).contains(message).doesNotContain("canary99");
    }
}

package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.constitution.local.ProxyVariables;
import dev.constitution.runner.http.HttpConnector;
import dev.constitution.runner.http.ProxyRoutes;
import dev.constitution.runner.identity.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to a server that are not a plain connection. */
@Timeout(60)
class ProxyAndTlsTest {
    private static final Credential NONE = Credential.bearer(null);
    private static final byte[] ASKED = {'{', '}'};
    private static final String SAID = "{\"a\":1}";
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n" + SAID;
    private static final String CANARY = "canary-0123456789";
    private static final String PASS = "\r\nProxy-Authorization: Basic "
            + Base64.getEncoder().encodeToString(("ann:" + CANARY).getBytes(StandardCharsets.UTF_8)) + "\r\n";
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private static Path folder;

    private static SSLContext secure;

    /** A certificate for localhost that nobody but the test trusts. */
    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("keys");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory server = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        server.init(keys, PASSWORD);
        TrustManagerFactory client = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        client.init(keys);
        secure = SSLContext.getInstance("TLS");
        secure.init(server.getKeyManagers(), client.getTrustManagers(), null);
    }

    private static ScriptedServer secureServer() throws IOException {
        ServerSocket listening =
                secure.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new ScriptedServer(listening, talk -> {
            while (true) {
                talk.request();
                talk.say(WHOLE);
            }
        });
    }

    /** A client that trusts the test's certificate and goes by this proxy. */
    private static ModelHttpClient client(Proxy proxy) {
        ProxySelector one = new ProxySelector() {
            @Override
            public List<Proxy> select(URI address) {
                return List.of(proxy);
            }

            @Override
            public void connectFailed(URI address, SocketAddress proxy, IOException failure) {}
        };
        return client(Duration.ofSeconds(20), new ProxyRoutes(ProxyVariables.none(), one));
    }

    private static ModelHttpClient client(Duration timeout, ProxyRoutes routes) {
        return new ModelHttpClient(
                "https://model.test", timeout, NONE, routes, new HttpConnector(timeout, secure::getSocketFactory));
    }

    /** A client that goes by this proxy since variables name it, with a password. */
    private static ModelHttpClient withPassword(ScriptedServer proxy) {
        String named = "http://ann:" + CANARY + "@127.0.0.1:" + proxy.port();
        return client(Duration.ofSeconds(20), new ProxyRoutes(ProxyVariables.of(name -> named)));
    }

    private static String post(ModelHttpClient client, URI address) {
        try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
            return client.post(address, ASKED, 1, claim);
        }
    }

    private static Proxy by(Proxy.Type type, ScriptedServer proxy) {
        return new Proxy(type, new InetSocketAddress("127.0.0.1", proxy.port()));
    }

    private static URI https(String host, ScriptedServer server) {
        return URI.create("https://" + host + ":" + server.port() + "/v1");
    }

    @Test
    void post_serverWithTls_isAnsweredOnOneConnection() throws IOException, InterruptedException {
        ModelHttpClient client = client(Proxy.NO_PROXY);
        try (ScriptedServer server = secureServer()) {
            assertThat(post(client, https("localhost", server))).isEqualTo(SAID);
            assertThat(post(client, https("localhost", server))).isEqualTo(SAID);
            Thread.sleep(1100); // as long as a connection is taken to stand without a look
            assertThat(post(client, https("localhost", server))).isEqualTo(SAID);

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void post_certificateOfAnotherName_isRefusedBeforeARequest() throws IOException {
        try (ScriptedServer server = secureServer()) {
            assertThatThrownBy(() -> post(client(Proxy.NO_PROXY), https("127.0.0.1", server)))
                    .hasCauseInstanceOf(SSLException.class);

            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void post_certificateThatNobodyTrusts_isRefusedBeforeARequest() throws IOException {
        ModelHttpClient client =
                new ModelHttpClient("https://localhost", Duration.ofSeconds(20), NONE, ProxyVariables.none());
        try (ScriptedServer server = secureServer()) {
            assertThatThrownBy(() -> post(client, https("localhost", server))).hasCauseInstanceOf(SSLException.class);

            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void post_serverBehindAProxy_isNamedToItWhole() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.saying(WHOLE)) {
            String said = post(client(by(Proxy.Type.HTTP, proxy)), URI.create("http://model.test/v1?x=1"));

            assertThat(said).isEqualTo(SAID);
            assertThat(proxy.requests().get(0))
                    .startsWith("POST http://model.test/v1?x=1 HTTP/1.1\r\nHost: model.test\r\n");
        }
    }

    @Test
    void post_serverWithTlsBehindAProxy_isReachedByATunnelThatHoldsNoKey() throws IOException {
        try (ScriptedServer server = secureServer();
                ScriptedServer proxy = new ScriptedServer(talk -> {
                    talk.request();
                    talk.say("HTTP/1.1 200 Connection established\r\n\r\n");
                    tunnel(talk, server.port());
                })) {
            ModelHttpClient client = client(by(Proxy.Type.HTTP, proxy));

            assertThat(post(client, https("localhost", server))).isEqualTo(SAID);
            assertThat(post(client, https("localhost", server))).isEqualTo(SAID);

            String authority = "localhost:" + server.port();
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n")
                    .doesNotContain("Authorization");
            assertThat(server.requests()).hasSize(2);
        }
    }

    private static void tunnel(ScriptedServer.Talk talk, int port) throws IOException {
        try (Socket server = new Socket("127.0.0.1", port)) {
            Thread back = new Thread(() -> {
                try {
                    server.getInputStream().transferTo(talk.socket.getOutputStream());
                } catch (IOException e) {
                    return; // one of the two has left
                }
            });
            back.start();
            talk.in.transferTo(server.getOutputStream());
        }
    }

    @Test
    void post_proxyWantsAPasswordForATunnel_saysWhichProxy() throws IOException {
        String refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 8\r\n\r\nlog in !";
        try (ScriptedServer proxy = ScriptedServer.saying(refusal)) {
            assertThatThrownBy(() -> post(withPassword(proxy), URI.create("https://model.test/v1")))
                    .asInstanceOf(type(HttpStatusException.class))
                    .satisfies(status -> assertThat(status.statusCode()).isEqualTo(407))
                    .extracting(Throwable::getMessage)
                    .isEqualTo("the proxy 127.0.0.1:" + proxy.port() + " of HTTPS_PROXY does not let the request pass"
                            + " without a user and password that it knows");
        }
    }

    @Test
    void post_proxyRefusesATunnel_isItsStatusAndWordsWithoutThePassword() throws IOException {
        try (ScriptedServer proxy = new ScriptedServer(talk -> {
            String asked = talk.request();
            talk.say("HTTP/1.1 403 Forbidden\r\n\r\nno models here: " + CANARY + " " + asked.replaceAll("\\s+", " "));
        })) {
            assertThatThrownBy(() -> post(withPassword(proxy), URI.create("https://model.test/v1")))
                    .hasRootCauseInstanceOf(ConnectException.class)
                    .hasMessageContaining("connection to https://model.test:443 by the proxy 127.0.0.1:" + proxy.port()
                            + " failed: the proxy answered 403, \"no models here: [key] CONNECT model.test:443")
                    .hasStackTraceContaining("Proxy-Authorization: Basic [key]");

            assertThat(proxy.requests()).singleElement().asString().containsOnlyOnce(PASS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200"})
    void post_proxyLeavesBeforeATunnel_isNoConnection(String said) throws IOException {
        try (ScriptedServer proxy = new ScriptedServer(talk -> {
            talk.request();
            talk.say(said);
        })) {
            assertThatThrownBy(() -> post(client(by(Proxy.Type.HTTP, proxy)), URI.create("https://model.test/v1")))
                    .hasCauseInstanceOf(ConnectException.class)
                    .hasMessageContaining("failed: the proxy closed the connection");
        }
    }

    @Test
    void post_serverBehindAProxyWithPassword_sendsItToTheProxy() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.saying(WHOLE)) {
            ModelHttpClient client = withPassword(proxy);

            assertThat(post(client, URI.create("http://model.test/v1"))).isEqualTo(SAID);
            assertThat(post(client, URI.create("http://model.test/v1"))).isEqualTo(SAID);

            assertThat(proxy.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request).containsOnlyOnce(PASS));
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void post_serverSilentAtTls_doesNotSpeakIt() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(talk -> over.await())) {
            ModelHttpClient hasty =
                    client(Duration.ofMillis(300), new ProxyRoutes(ProxyVariables.none(), ProxySelector.of(null)));
            try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
                assertThatThrownBy(() -> hasty.post(https("localhost", server), ASKED, 100, claim))
                        .hasCauseInstanceOf(SSLException.class)
                        .hasMessageContaining("did not say within");
            }
            over.countDown();
        }
    }

    @Test
    void post_byASocksProxy_letsItLookTheNameUp() throws IOException {
        try (ScriptedServer proxy = new ScriptedServer(talk -> {
            int methods = talk.in.readNBytes(2)[1];
            talk.in.readNBytes(methods);
            talk.say(new byte[] {5, 0});
            byte[] head = talk.in.readNBytes(5); // version, connect, 0, a name follows, its length
            assertThat(head).startsWith(5, 1, 0, 3);
            assertThat(new String(talk.in.readNBytes(head[4]))).isEqualTo("model.test");
            talk.in.readNBytes(2);
            talk.say(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            talk.request();
            talk.say(WHOLE);
        })) {
            String said = post(client(by(Proxy.Type.SOCKS, proxy)), URI.create("http://model.test/v1"));

            assertThat(said).isEqualTo(SAID);
            assertThat(proxy.requests().get(0)).startsWith("POST /v1 HTTP/1.1\r\nHost: model.test\r\n");
        }
    }
}

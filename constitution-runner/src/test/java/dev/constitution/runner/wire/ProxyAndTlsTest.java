package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ways to a server that are not a plain connection. */
@Timeout(60)
class ProxyAndTlsTest {
    private static final byte[] ASKED = {'{', '}'};
    private static final String SAID = "{\"a\":1}";
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n" + SAID;
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
        Duration timeout = Duration.ofSeconds(20);
        return new ModelHttpClient(
                timeout, null, new HttpConnections(new HttpConnector(timeout, secure::getSocketFactory), one));
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
            assertThat(client.post(https("localhost", server), ASKED, 1)).isEqualTo(SAID);
            assertThat(client.post(https("localhost", server), ASKED, 1)).isEqualTo(SAID);
            Thread.sleep(1100); // as long as a connection is taken to stand without a look
            assertThat(client.post(https("localhost", server), ASKED, 1)).isEqualTo(SAID);

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void post_certificateOfAnotherName_isRefusedBeforeARequest() throws IOException {
        try (ScriptedServer server = secureServer()) {
            assertThatThrownBy(() -> client(Proxy.NO_PROXY).post(https("127.0.0.1", server), ASKED, 1))
                    .hasCauseInstanceOf(SSLException.class);

            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void post_certificateThatNobodyTrusts_isRefusedBeforeARequest() throws IOException {
        ModelHttpClient client = new ModelHttpClient(
                Duration.ofSeconds(20),
                null,
                new HttpConnections(
                        new HttpConnector(Duration.ofSeconds(20), SSLSocketFactory::getDefault),
                        ProxySelector.of(null)));
        try (ScriptedServer server = secureServer()) {
            assertThatThrownBy(() -> client.post(https("localhost", server), ASKED, 1))
                    .hasCauseInstanceOf(SSLException.class);

            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void post_serverBehindAProxy_isNamedToItWhole() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.saying(WHOLE)) {
            String said = client(by(Proxy.Type.HTTP, proxy)).post(URI.create("http://model.test/v1?x=1"), ASKED, 1);

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

            assertThat(client.post(https("localhost", server), ASKED, 1)).isEqualTo(SAID);
            assertThat(client.post(https("localhost", server), ASKED, 1)).isEqualTo(SAID);

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
    void post_proxyRefusesATunnel_isItsStatusAndWords() throws IOException {
        String refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 8\r\n\r\nlog in !";
        try (ScriptedServer proxy = ScriptedServer.saying(refusal)) {
            assertThatThrownBy(() ->
                            client(by(Proxy.Type.HTTP, proxy)).post(URI.create("https://model.test/v1"), ASKED, 1))
                    .asInstanceOf(type(HttpStatusException.class))
                    .satisfies(status -> assertThat(status.statusCode()).isEqualTo(407))
                    .extracting(Throwable::getMessage)
                    .isEqualTo("log in !");
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
            String said = client(by(Proxy.Type.SOCKS, proxy)).post(URI.create("http://model.test/v1"), ASKED, 1);

            assertThat(said).isEqualTo(SAID);
            assertThat(proxy.requests().get(0)).startsWith("POST /v1 HTTP/1.1\r\nHost: model.test\r\n");
        }
    }
}

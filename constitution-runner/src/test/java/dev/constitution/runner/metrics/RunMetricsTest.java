package dev.constitution.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.call.CallStatistics;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.testing.PrometheusParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private Path folder;

    private final RunMetrics metrics = new RunMetrics(new RunCost(
            Prices.builtIn(),
            new TreeMap<>(Map.of("generator", "openai:gpt-4o-mini", "critic", "openai:gpt-4o-mini")),
            Optional.of(Cost.of("2")),
            OptionalLong.of(1_000)));

    private void aRun() {
        Amount amount = new Amount(1, 100, 0, 20, 400, 80);
        metrics.spending(
                () -> new Spent(new Amount(3, 300, 0, 60, 1200, 240), Cost.of("0.0000525"), 0, 0, new TreeSet<>()));
        metrics.calling(() -> new CallStatistics(Map.of(FailureKind.RATE_LIMITED, 7L), 4, 2, 8, 1));
        metrics.started(10, 3);
        metrics.called("generator", Duration.ofMillis(30), Optional.empty());
        metrics.called("generator", Duration.ofMillis(40), Optional.empty());
        metrics.called("generator", Duration.ofMinutes(3), Optional.of(FailureKind.TIMEOUT));
        metrics.called("critic", Duration.ofNanos(1), Optional.empty());
        metrics.answered("generator", amount);
        metrics.answered("generator", amount);
        metrics.answered("critic", amount);
        metrics.replayed();
        metrics.finished(OutcomeKind.PAIR, "");
        metrics.finished(OutcomeKind.FAILED, "timeout");
    }

    @Test
    void text_ofARun_isReadByPrometheussParser() throws Exception {
        aRun();

        List<String> read = PrometheusParser.read(folder, metrics.text());

        String call = "constitution_role=generator,error_type=none,gen_ai_operation_name=chat,"
                + "gen_ai_provider_name=openai,gen_ai_request_model=gpt-4o-mini";
        String calls = "gen_ai_client_operation_duration_seconds";
        assertThat(read)
                .contains(
                        calls + "\thistogram\tTrue",
                        calls + "_bucket\t" + call + ",le=0.02\t0",
                        calls + "_bucket\t" + call + ",le=0.04\t2",
                        calls + "_bucket\t" + call + ",le=+Inf\t2",
                        "constitution_rows\tgauge\tTrue",
                        "constitution_rows\t\t10",
                        "constitution_rows_left\t\t5",
                        "constitution_rows_finished_total\tconstitution_outcome=pair,constitution_reason=none\t1",
                        "constitution_rows_finished_total\tconstitution_outcome=failed,constitution_reason=timeout\t1",
                        "constitution_tokens_total\tconstitution_role=generator,gen_ai_token_type=input\t200",
                        "constitution_tokens_total\tconstitution_role=critic,gen_ai_token_type=output\t20",
                        "constitution_calls_replayed_total\t\t1",
                        "constitution_retries_total\tconstitution_failure_kind=rate_limited\t7",
                        "constitution_calls_in_flight\t\t4",
                        "constitution_calls_waiting\t\t2",
                        "constitution_calls_admitted\t\t8",
                        "constitution_outages\t\t1",
                        "constitution_cost_usd\t\t5.25e-05",
                        "constitution_budget_left_usd\t\t1.99995",
                        "constitution_budget_left_tokens\t\t640");
        assertThat(read.stream().filter(line -> line.startsWith(calls + "_count\t")))
                .hasSize(3)
                .anyMatch(line -> line.contains("error_type=timeout") && line.endsWith("\t1"))
                .anyMatch(
                        line -> line.contains("generator") && line.contains("error_type=none") && line.endsWith("\t2"));
        assertThat(read.stream().filter(line -> line.startsWith(calls + "_sum\t")))
                .anyMatch(line -> line.contains("generator") && line.endsWith("\t0.07"));
    }

    @Test
    void text_beforeTheRunBegins_isReadByPrometheussParser() throws Exception {
        assertThat(PrometheusParser.read(folder, metrics.text())).contains("constitution_rows\t\t0");
    }

    @Test
    void text_labelsWithSigns_areReadAsTheyAre() throws Exception {
        metrics.finished(OutcomeKind.REJECTED, "a \"gate\" \\ of\nmine");

        assertThat(String.join("\n", PrometheusParser.read(folder, metrics.text())))
                .contains("constitution_reason=a \"gate\" \\ of\nmine\t1");
    }

    @Test
    void text_manyThreads_countsAll() {
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> IntStream.range(0, 1000)
                                .forEach(i -> {
                                    metrics.called("critic", Duration.ofMillis(i), Optional.empty());
                                    metrics.finished(OutcomeKind.PAIR, "");
                                    if (i % 100 == 0) {
                                        assertThat(metrics.text()).contains("_count{");
                                    }
                                })))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(metrics.text().lines())
                .anyMatch(line ->
                        line.startsWith("gen_ai_client_operation_duration_seconds_count{") && line.endsWith(" 8000"))
                .anyMatch(line -> line.startsWith("constitution_rows_finished_total{") && line.endsWith(" 8000"));
    }

    private static HttpResponse<String> ask(String method, URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void server_asked_servesMetricsAloneAndEnds() throws Exception {
        aRun();
        URI url;
        try (MetricsServer server = MetricsServer.start(metrics, ANY)) {
            url = URI.create(server.url());
            assertThat(url.getHost()).isEqualTo("127.0.0.1");
            HttpResponse<String> response = ask("GET", url);
            assertThat(response.body()).isEqualTo(metrics.text());
            assertThat(response.headers().firstValue("content-type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(ask("HEAD", url).statusCode()).isEqualTo(200);
            assertThat(ask("GET", url.resolve("/metrics/x")).statusCode()).isEqualTo(404);
            assertThat(ask("POST", url).statusCode()).isEqualTo(405);
        }
        assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
                .hasMessageContaining("refused");
    }

    @Test
    void server_clientThatDawdles_keepsNobodyWaiting() throws Exception {
        try (MetricsServer server = MetricsServer.start(metrics, ANY)) {
            URI url = URI.create(server.url());
            try (Socket dawdling = new Socket(url.getHost(), url.getPort())) {
                dawdling.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
                assertThat(ask("GET", url).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void server_portInUse_isRefusedWithTheWayOut() throws Exception {
        try (MetricsServer server = MetricsServer.start(metrics, ANY)) {
            int port = URI.create(server.url()).getPort();
            assertThatThrownBy(() ->
                            MetricsServer.start(metrics, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(":" + port + " cannot be had")
                    .hasMessageContaining("name another port");
        }
    }

    @Test
    void page_ofMetrics_listsThemAll() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("../docs/observability.md")).stream()
                .filter(line -> line.matches("\\| `[a-z_]+` \\| (counter|gauge|histogram) \\|.*"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Metric.values())
                        .map(metric -> "| `%s` | %s | %s |".formatted(metric.exposed(), metric.type(), metric.help()))
                        .toList());
    }
}

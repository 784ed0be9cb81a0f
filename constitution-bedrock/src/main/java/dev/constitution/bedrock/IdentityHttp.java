package dev.constitution.bedrock;

import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * What AWS's library asks for roles and log-ins by, which it finds through {@link java.util.ServiceLoader}: Java's own client, by the
 * proxies that models are asked by. Where an application has a client of AWS's own, the library prefers that one. Thread-safe.
 */
public final class IdentityHttp implements SdkHttpService {
    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
        return new Builder(ModelClients.proxies(ModelSettings.fromEnvironment()));
    }

    private record Builder(ProxySelector proxies) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            AttributeMap options = defaults.merge(SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS);
            return new Client(
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .proxy(proxies)
                            .connectTimeout(options.get(SdkHttpConfigurationOption.CONNECTION_TIMEOUT))
                            .build(),
                    options.get(SdkHttpConfigurationOption.READ_TIMEOUT));
        }
    }

    private record Client(HttpClient client, Duration patience) implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new Exchange(client, patience, request);
        }

        @Override
        public String clientName() {
            return "Java";
        }

        @Override
        public void close() {}
    }

    private record Exchange(HttpClient client, Duration patience, HttpExecuteRequest asked)
            implements ExecutableHttpRequest {
        /** Java's client writes them itself. */
        private static final Set<String> OF_THE_CLIENT =
                Set.of("connection", "content-length", "expect", "host", "upgrade");

        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                HttpResponse<InputStream> answer = client.send(written(), BodyHandlers.ofInputStream());
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder()
                                .statusCode(answer.statusCode())
                                .headers(answer.headers().map())
                                .build())
                        .responseBody(AbortableInputStream.create(answer.body()))
                        .build();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while AWS was asked for credentials");
            }
        }

        private HttpRequest written() throws IOException {
            SdkHttpRequest given = asked.httpRequest();
            HttpRequest.Builder request = HttpRequest.newBuilder(given.getUri())
                    .timeout(patience)
                    .method(given.method().name(), body());
            given.forEachHeader((name, values) -> {
                if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            return request.build();
        }

        private BodyPublisher body() throws IOException {
            ContentStreamProvider content = asked.contentStreamProvider().orElse(null);
            if (content == null) {
                return BodyPublishers.noBody();
            }
            try (InputStream bytes = content.newStream()) {
                return BodyPublishers.ofByteArray(bytes.readAllBytes());
            }
        }

        /** The time limit ends it. */
        @Override
        public void abort() {}
    }
}

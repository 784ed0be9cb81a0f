package dev.constitution.runner.wire;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes the pool of HTTP/1.1 connections under a model: as many as calls are under way, kept for the next ones. */
final class HttpConnections {
    private static final Duration MAX_CONNECT = Duration.ofSeconds(20);

    /** Servers close idle connections, some after 5 s; a longer pause than this makes sure that one still stands. */
    private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(1);

    /** Two a connection; most answers fit in one. */
    private static final int BUFFER_BYTES = 4096;

    /** Proves every minute that a silent peer still stands, and tells the routers between that the connection is in use. */
    private static final SocketConfig PROBED = SocketConfig.custom()
            .setSoKeepAlive(true)
            .setTcpKeepIdle(60)
            .setTcpKeepInterval(30)
            .setTcpKeepCount(4)
            .build();

    private HttpConnections() {}

    /** A client that sends what it is given, once, through the proxy where one is set. */
    static CloseableHttpClient open(Duration timeout, ProxyRoutes routes) {
        Timeout connect = Timeout.of(timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setBufferSize(BUFFER_BYTES)
                                        .build())
                                .build())
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        // The run limits the calls; a second limit here could only make them wait.
                        .setMaxConnTotal(Integer.MAX_VALUE)
                        .setMaxConnPerRoute(Integer.MAX_VALUE)
                        .setDefaultSocketConfig(PROBED)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setValidateAfterInactivity(CHECK_AFTER)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.DISABLED) // the deadline covers it
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setRoutePlanner(routes)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .setUserAgent("constitution")
                .build();
    }
}

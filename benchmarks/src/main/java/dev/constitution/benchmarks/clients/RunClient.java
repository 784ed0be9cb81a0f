package dev.constitution.benchmarks.clients;

import dev.constitution.runner.wire.ModelHttpClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The client of a run: sockets as in {@link SocketPoster}, with deadlines, interrupts, TLS and proxies. */
final class RunClient implements Poster {
    private final ModelHttpClient client =
            new ModelHttpClient(Duration.ofMinutes(10), KEY.substring("Bearer ".length()));
    private final URI address;

    RunClient(URI address) {
        this.address = address;
    }

    @Override
    public byte[] post(byte[] json) {
        return client.post(address, json, 1).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
}

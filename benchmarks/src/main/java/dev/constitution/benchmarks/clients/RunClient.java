package dev.constitution.benchmarks.clients;

import dev.constitution.local.ProxyVariables;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.wire.AnswerRoom;
import dev.constitution.runner.wire.ModelHttpClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The client of a run: sockets as in {@link SocketPoster}, with deadlines, interrupts, TLS and proxies. */
final class RunClient implements Poster {
    private final ModelHttpClient client;
    private final URI address;

    RunClient(URI address) {
        this.client = new ModelHttpClient(
                address.toString(),
                Duration.ofMinutes(10),
                Credential.bearer(KEY.substring("Bearer ".length())),
                ProxyVariables.none());
        this.address = address;
    }

    @Override
    public byte[] post(byte[] json) {
        try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
            return client.post(address, json, 1, claim).getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {}
}

package dev.constitution.benchmarks.clients;

import java.io.IOException;
import java.net.URI;

/** The clients by name. */
final class Clients {
    private Clients() {}

    static Poster waiting(String name, URI address) throws IOException {
        return switch (name) {
            case "apache-classic" -> new ApacheClassic(address);
            case "apache-core" -> new ApacheCore(address);
            case "run" -> new RunClient(address);
            case "socket" -> new SocketPoster(address);
            default -> callback(name, address).waiting();
        };
    }

    static CallbackPoster callback(String name, URI address) throws IOException {
        return switch (name.replace("-callback", "")) {
            case "apache-async" -> new ApacheAsync(address);
            case "netty" -> new NettyPoster(address);
            case "selector" -> new SelectorPoster(address);
            default -> throw new IllegalArgumentException("unknown client " + name);
        };
    }
}

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model server on loopback for the run whose classes the launcher archives: every chat completion gets a sound answer of
 * its own. Writes its port to the file it is given, and ends when it is killed or after so many seconds, half a minute by
 * default.
 */
final class Answers {
    private static final AtomicInteger COUNT = new AtomicInteger();

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (InputStream request = exchange.getRequestBody()) {
                request.readAllBytes();
            }
            byte[] body = completion(COUNT.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Path port = Path.of(arguments[0]);
        Path whole = Files.writeString(port.resolveSibling("port.new"), server.getAddress().getPort() + "\n");
        Files.move(whole, port);
        Thread.sleep(1000L * (arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30));
        System.exit(0);
    }

    private static String completion(int number) {
        String text = "Take " + number + " small steps, and look after each of the " + number * 7 + " where it leads.\\n\\n"
                + "If number " + number + " seems wrong to you, ask " + number * 13 + " people who know the way better.";
        return "{\"id\":\"c" + number + "\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"archive\",\"choices\":"
                + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":9,"
                + "\"total_tokens\":18}}";
    }
}

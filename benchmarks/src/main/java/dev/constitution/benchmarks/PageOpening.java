package dev.constitution.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Chromium by its driver, which opens pages and tells how long they took until they could be used. */
final class PageOpening implements AutoCloseable {
    private static final String OPTIONS = "{\"capabilities\": {\"alwaysMatch\": {\"goog:chromeOptions\": {\"args\":"
            + " [\"--headless=new\", \"--no-sandbox\", \"--disable-dev-shm-usage\"]}}}}";

    private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"(\\w+)\"");

    /** As the page notes it of itself, in milliseconds. */
    private static final Pattern READY = Pattern.compile("\"value\":\"(\\d+)\"");

    private static final int PATIENCE = 600;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final String address;

    PageOpening() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        driver = new ProcessBuilder("chromedriver", "--port=" + port, "--silent")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        address = "http://127.0.0.1:" + port + "/session";
    }

    /** Seconds from opening a page in a new browser until it can be used. */
    double seconds(Path page) throws IOException, InterruptedException {
        String session = address + "/" + first(SESSION, started());
        try {
            post(session + "/url", "{\"url\": \"" + page.toUri() + "\"}");
            for (int i = 0; i < PATIENCE; i++) {
                Matcher ready = READY.matcher(post(
                        session + "/execute/sync",
                        "{\"script\": \"return document.body.dataset.ready ?? ''\", \"args\": []}"));
                if (ready.find()) {
                    return Integer.parseInt(ready.group(1)) / 1e3;
                }
                Thread.sleep(100);
            }
            throw new IOException(page + " could not be used within a minute");
        } finally {
            send(HttpRequest.newBuilder(URI.create(session)).DELETE().build());
        }
    }

    /** The driver takes a moment to listen. */
    private String started() throws IOException, InterruptedException {
        for (int i = 0; ; i++) {
            try {
                return post(address, OPTIONS);
            } catch (IOException e) {
                if (i == PATIENCE) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private String post(String to, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(to))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String first(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("the browser's driver said: " + text);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        driver.destroy();
    }
}

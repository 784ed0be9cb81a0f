package dev.constitution.runner.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A served page, asked as its script asks it, and as it must not be asked. */
record Page(URI address) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    HttpResponse<String> get(String name) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(address.resolve(name)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String name, Map<String, String> sent) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address.resolve(name))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.line(sent)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What it answers, which must be no refusal. */
    JsonNode answer(String name, Map<String, String> sent) throws IOException, InterruptedException {
        HttpResponse<String> response = post(name, sent);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.parse(response.body());
    }

    /** The status of a request with whatever headers. */
    int status(String method, String path, String headers, String body) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + path + " HTTP/1.1\r\n" + headers.replace("\n", "\r\n") + "\r\nContent-Length: "
                    + bytes.length + "\r\nConnection: close\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            out.flush();
            InputStream in = socket.getInputStream();
            String line = new String(in.readNBytes(12), StandardCharsets.UTF_8);
            return Integer.parseInt(line.substring(9));
        }
    }
}

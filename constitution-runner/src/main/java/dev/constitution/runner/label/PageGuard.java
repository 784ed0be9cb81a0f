package dev.constitution.runner.label;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps other pages of a person's browser, and other programs' users, away from a page that is served on this machine. Whoever
 * asks must know the secret in the address. A browser must have come by an address of numbers, {@code localhost} or the name that
 * the server was told, so that no foreign name that was made to mean this machine will do; and what it sends must come from the
 * page itself.
 */
final class PageGuard {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final int SECRET_BYTES = 16;

    private final String host;
    private final int port;
    private final String secret;

    /**
     * @param host the name that the server was told to listen at
     */
    PageGuard(String host, int port) {
        this.host = host;
        this.port = port;
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        this.secret = HexFormat.of().formatHex(random);
    }

    /** What every path begins with. */
    String path() {
        return "/" + secret + "/";
    }

    /** Why a request is refused; empty where it is not. */
    Optional<String> refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String authority = headers.getFirst("Host");
        if (authority == null || !isThisHost(authority)) {
            return Optional.of("this page is known by another name");
        }
        String path = exchange.getRequestURI().getRawPath();
        String begin = path.substring(0, Math.min(path.length(), path().length()));
        if (!MessageDigest.isEqual(begin.getBytes(StandardCharsets.UTF_8), path().getBytes(StandardCharsets.UTF_8))) {
            return Optional.of("the address lacks its secret; open the one that the command has printed");
        }
        List<String> origins = headers.getOrDefault("Origin", List.of());
        if (!origins.stream().allMatch(origin -> origin.equals("http://" + authority))) {
            return Optional.of("sent by another page");
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean isSent = exchange.getRequestMethod().equals("POST");
        if (site != null && !site.equals("same-origin") && (isSent || !site.equals("none"))) {
            return Optional.of("sent by another page");
        }
        String type = headers.getFirst("Content-Type");
        if (isSent && (type == null || !type.startsWith("application/json"))) {
            return Optional.of("no JSON was sent");
        }
        return Optional.empty();
    }

    private boolean isThisHost(String authority) {
        var parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1);
        boolean isName = name.equalsIgnoreCase("localhost")
                || name.equalsIgnoreCase(host)
                || NUMBERS.matcher(name).matches();
        return isName && Integer.toString(port).equals(parts.group(2) == null ? "80" : parts.group(2));
    }
}

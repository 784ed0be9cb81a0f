package dev.constitution.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names: {@code HTTPS_PROXY} for addresses of https, {@code HTTP_PROXY} for those of http,
 * {@code ALL_PROXY} where the address's own is not set, and {@code NO_PROXY} for hosts that are asked directly. A name in
 * lower case goes before the one in capitals. This machine is always asked directly, and where Java's own properties name a
 * proxy ({@code https.proxyHost} and its kin), they decide alone. Immutable.
 */
public final class ProxyVariables {
    private static final List<String> PROPERTIES = List.of("http.proxyHost", "https.proxyHost", "socksProxyHost");
    private static final String FORM = "; write http://host:port or http://user:password@host:port, with %XX for"
            + " characters of the password that no address can hold";

    private final Function<String, @Nullable String> environment;

    private ProxyVariables(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * A proxy. Its text tells neither user nor password.
     *
     * @param variable where it was named
     * @param user empty where it wants none
     * @param password blank where there is no user
     */
    public record Proxy(String variable, String host, int port, Optional<String> user, String password) {
        @Override
        public String toString() {
            return host + ":" + port + " of " + variable;
        }
    }

    /** Those of an environment: the value of a variable by its name, null where it is not set. */
    public static ProxyVariables of(Function<String, @Nullable String> environment) {
        return new ProxyVariables(environment);
    }

    /** None: every address is asked as Java's own settings have it. */
    public static ProxyVariables none() {
        return of(name -> null);
    }

    /**
     * The proxy that stands before an address; empty where it is asked directly, or Java's own properties decide.
     *
     * @throws IllegalArgumentException if the variable names none that can be used; its value is not repeated
     */
    public Optional<Proxy> before(URI address) {
        String host = address.getHost();
        if (host == null || PROPERTIES.stream().anyMatch(name -> System.getProperty(name) != null)) {
            return Optional.empty();
        }
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
        if (NoProxy.isThisMachine(host) || NoProxy.of(named("NO_PROXY")).holds(host, port)) {
            return Optional.empty();
        }
        return Stream.of(secure ? "HTTPS_PROXY" : "HTTP_PROXY", "ALL_PROXY")
                .filter(name -> !named(name).isEmpty())
                .findFirst()
                .map(name -> proxy(name, named(name)));
    }

    private String named(String name) {
        String lower = environment.apply(name.toLowerCase(Locale.ROOT));
        String value = lower == null || lower.isBlank() ? environment.apply(name) : lower;
        return value == null ? "" : value.strip();
    }

    private static Proxy proxy(String variable, String value) {
        URI uri;
        try {
            uri = new URI(value.contains("://") ? value : "http://" + value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(variable + " is no proxy's address" + FORM);
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException(variable + " names a proxy of \"" + uri.getScheme()
                    + "\", and only those of http can be spoken to; name another one, or exempt the model's host with"
                    + " NO_PROXY");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(variable + " is no proxy's address" + FORM);
        }
        String credentials = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = credentials.indexOf(':');
        String user = colon < 0 ? credentials : credentials.substring(0, colon);
        return new Proxy(
                variable,
                uri.getHost(),
                uri.getPort() < 0 ? 80 : uri.getPort(),
                user.isEmpty() ? Optional.empty() : Optional.of(decoded(variable, user)),
                colon < 0 ? "" : decoded(variable, credentials.substring(colon + 1)));
    }

    private static String decoded(String variable, String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + " is no proxy's address" + FORM);
        }
    }
}

package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks where a server is said to be, and says what an address that cannot be one should be. */
final class ServerAddress {
    /** What a host without its scheme looks like; versions and digests of models after an {@code @} do not. */
    private static final Pattern WITHOUT_SCHEME = Pattern.compile(
            ".*@(?<host>(?:localhost|[\\w.-]+(?=:\\d{2,5}(?:/|$))|\\d{1,3}(?:\\.\\d{1,3}){3}"
                    + "|[\\w-]+(?:\\.[\\w-]+)+(?=/v\\d)|(?!v?\\d[\\d-]*\\.)[a-z0-9-]+(?:\\.[a-z0-9-]+)+\\.[a-z]{2,})(?::\\d{2,5})?(?:/.*)?)");

    private static final Pattern OTHER_SCHEME = Pattern.compile(".*@(?<scheme>\\w+)://.*");
    private static final Pattern OF_THIS_PLACE =
            Pattern.compile("(?:localhost|127\\.|10\\.|192\\.168\\.|[^./]*[:/]).*");

    /** What is called below an address, and belongs to none. */
    private static final List<String> CALLED = List.of("/chat/completions", "/completions", "/messages", "/api/chat");

    private ServerAddress() {}

    /** Refuses a model's name that holds an address which is not told from the name. */
    static void requireNone(String scheme, String model) {
        Matcher host = WITHOUT_SCHEME.matcher(model);
        if (host.matches()) {
            // Without what stands before the host, which may be a password.
            throw new UsageException("the address \"" + host.group("host") + "\" lacks its http:// or https://; write "
                    + scheme + ":MODEL@" + withScheme(host.group("host")));
        }
        Matcher other = OTHER_SCHEME.matcher(model);
        if (other.matches()) {
            throw new UsageException("a model's address begins with http:// or https://, this one with "
                    + other.group("scheme") + "://; correct it");
        }
    }

    private static String withScheme(String host) {
        return (OF_THIS_PLACE.matcher(host).matches() ? "http://" : "https://") + host;
    }

    /**
     * An address without slashes at its end. Refuses what would end up in logs and manifests, and what no request can be sent
     * to.
     *
     * @param what how messages name it
     */
    static String checked(String what, String url) {
        try {
            URI uri = new URI(url);
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
                throw new UsageException(
                        what + " must not hold a user, a password or a query; give keys through the environment");
            }
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                throw new UsageException(
                        url.contains("://")
                                ? what + " names no host; write http://host:port/path"
                                : what + " lacks its http:// or https://; write "
                                        + withScheme(url.substring(url.lastIndexOf('@') + 1)));
            }
        } catch (URISyntaxException e) {
            throw new UsageException(what + " is not a URL; write http://host:port/path");
        }
        String address = url.replaceAll("/+$", "");
        for (String called : CALLED) {
            if (address.endsWith(called)) {
                throw new UsageException(what + " ends in " + called + ", which is added to it; write "
                        + address.substring(0, address.length() - called.length()));
            }
        }
        return address;
    }
}

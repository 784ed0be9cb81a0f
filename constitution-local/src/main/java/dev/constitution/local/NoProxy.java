package dev.constitution.local;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts that no proxy stands before, parted by commas or spaces: {@code *} for all, a name for itself and what lies under it
 * ({@code .name} and {@code *.name} are the same), an address, a range of addresses as {@code 10.0.0.0/8}; each may end in
 * {@code :port}. Names are not looked up, so a range holds hosts that are given as addresses. Immutable.
 */
record NoProxy(List<String> entries) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[(?<six>[^]]+)]|(?<host>[^:]+)):(?<port>\\d{1,5})");

    static NoProxy of(String value) {
        return new NoProxy(Arrays.stream(value.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    /** Whether a host is the machine itself. */
    static boolean isThisMachine(String host) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || address(name).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    boolean holds(String host, int port) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        return entries.stream().anyMatch(entry -> holds(entry, name, port));
    }

    private static boolean holds(String entry, String host, int port) {
        Matcher withPort = WITH_PORT.matcher(entry);
        if (withPort.matches()) {
            String named = withPort.group("six") == null ? withPort.group("host") : withPort.group("six");
            return Integer.parseInt(withPort.group("port")) == port && holds(named, host, port);
        }
        String named = bare(entry).replaceFirst("^\\*?\\.", "");
        if (named.equals("*")) {
            return true;
        }
        Optional<InetAddress> address = address(host);
        if (address.isPresent()) {
            int slash = named.indexOf('/');
            return slash < 0
                    ? address.equals(address(named))
                    : isInRange(address.get(), named.substring(0, slash), named.substring(slash + 1));
        }
        return host.equals(named) || host.endsWith("." + named);
    }

    private static boolean isInRange(InetAddress address, String start, String bits) {
        Optional<InetAddress> from = address(start);
        int width = 8 * address.getAddress().length;
        if (from.isEmpty() || 8 * from.get().getAddress().length != width || !bits.matches("\\d{1,3}")) {
            return false;
        }
        int free = Math.max(0, width - Integer.parseInt(bits));
        return number(address).shiftRight(free).equals(number(from.get()).shiftRight(free));
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** An address that is written as one; nothing is looked up for it. */
    private static Optional<InetAddress> address(String text) {
        if (!ADDRESS.matcher(text).matches() || text.indexOf('/') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}

package dev.constitution.runner.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Requests of one kind to one address: all of their head that does not hang on the body. Immutable. */
public final class HttpMessage {
    private static final String END = "\r\n";

    private final byte[] head;

    private HttpMessage(StringBuilder head) {
        this.head = bytes(head);
    }

    /** Requests to a server. What its proxy wants stands in them only where the proxy reads it. */
    public static HttpMessage to(String method, HttpRoute route, URI address, Map<String, List<String>> headers) {
        StringBuilder head = head(method, route.target(address), address.getAuthority());
        boolean namesItself = false;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            namesItself |= header.getKey().equalsIgnoreCase("user-agent");
            for (String value : header.getValue()) {
                append(head, header.getKey(), value);
            }
        }
        if (!namesItself) {
            append(head, "User-Agent", "constitution");
        }
        if (route.isReadByProxy()) {
            appendPass(head, route);
        }
        return new HttpMessage(head);
    }

    /** One with this body, head and body together: one system call sends them. */
    public byte[] with(byte[] body) {
        byte[] length = ("Content-Length: " + body.length + END + END).getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + length.length + body.length);
        System.arraycopy(length, 0, all, head.length, length.length);
        System.arraycopy(body, 0, all, head.length + length.length, body.length);
        return all;
    }

    /** Asks a proxy to let bytes through to the server. */
    static byte[] forTunnel(HttpRoute route) {
        StringBuilder head = head("CONNECT", route.authority(), route.authority());
        append(head, "User-Agent", "constitution");
        appendPass(head, route);
        return bytes(head.append(END));
    }

    private static StringBuilder head(String method, String target, String host) {
        return new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append(END);
    }

    private static void appendPass(StringBuilder head, HttpRoute route) {
        if (!route.pass().isEmpty()) {
            append(head, "Proxy-Authorization", route.pass());
        }
    }

    /** A key with a line break in it must not become a header of its own. */
    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            head.append(c < ' ' ? ' ' : c);
        }
        head.append(END);
    }

    private static byte[] bytes(StringBuilder head) {
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}

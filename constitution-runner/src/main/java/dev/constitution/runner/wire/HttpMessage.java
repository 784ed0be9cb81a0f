package dev.constitution.runner.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A request's bytes, head and body together: one system call sends them. */
final class HttpMessage {
    private static final String END = "\r\n";

    private HttpMessage() {}

    static byte[] of(String method, String target, String host, Map<String, List<String>> headers, byte[] body) {
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append(END);
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
        append(head, "Content-Length", Integer.toString(body.length));
        byte[] first = head.append(END).toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
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
}

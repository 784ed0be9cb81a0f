package dev.constitution.benchmarks.clients;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Requests and answers as bytes, for the clients that have no library's: enough for the stub server. */
final class Http1 {
    private static final String LENGTH = "\r\ncontent-length:";

    private Http1() {}

    /** What stands before each body, up to the digits of its length. */
    static byte[] head(URI address) {
        return ("POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nUser-Agent: "
                        + Poster.AGENT + "\r\nAuthorization: " + Poster.KEY
                        + "\r\nContent-Type: application/json\r\nContent-Length: ")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The whole request, which one system call sends. */
    static byte[] request(byte[] head, byte[] json) {
        byte[] length = (json.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + length.length + json.length);
        System.arraycopy(length, 0, all, head.length, length.length);
        System.arraycopy(json, 0, all, head.length + length.length, json.length);
        return all;
    }

    /** Where the body begins; -1 while the head is not whole. */
    static int bodyStart(byte[] bytes, int end) {
        for (int i = 3; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** How long the head says that the body is. */
    static int bodyLength(byte[] bytes, int bodyStart) {
        String head = new String(bytes, 0, bodyStart, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = head.indexOf(LENGTH) + LENGTH.length();
        return Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
    }
}

package dev.constitution.bedrock;

import dev.constitution.runner.testing.ServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Reckons a request's signature as a server of AWS does, from what came over the wire and the secret alone. */
record Signature(String accessKey, String date, String region, String service, List<String> headers, String value) {
    private static final Pattern FORM =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=(\\w+)/(\\d{8})/([a-z0-9-]+)/(\\w+)/aws4_request,"
                    + " SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

    static Signature of(ServerRequest request) {
        Matcher form = FORM.matcher(request.headers().get("Authorization").get(0));
        if (!form.matches()) {
            throw new AssertionError(
                    "no signature of version 4: " + request.headers().get("Authorization"));
        }
        return new Signature(
                form.group(1),
                form.group(2),
                form.group(3),
                form.group(4),
                List.of(form.group(5).split(";")),
                form.group(6));
    }

    /** What it must be. */
    static String of(ServerRequest request, byte[] body, String secret) {
        Signature given = of(request);
        Map<String, String> sent = new TreeMap<>();
        request.headers().forEach((name, values) -> sent.put(name.toLowerCase(), values.get(0)));
        String canonical = String.join(
                "\n",
                "POST",
                Arrays.stream(request.path().split("/", -1))
                        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("/")),
                "",
                given.headers().stream()
                        .map(name -> name + ":" + sent.get(name) + "\n")
                        .collect(Collectors.joining()),
                String.join(";", given.headers()),
                hash(body));
        String scope = given.date + "/" + given.region + "/" + given.service + "/aws4_request";
        String text = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                sent.get("x-amz-date"),
                scope,
                hash(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(given.date, given.region, given.service, "aws4_request", text)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(key);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
